import type { Point } from './sphere';

/** City centres, from an atlas, rounded to about a kilometre. */
const TABLE = `
Berlin 52.520 13.405 | Hamburg 53.551 9.994 | München 48.137 11.575 | Köln 50.938 6.960
Frankfurt 50.111 8.682 | Stuttgart 48.776 9.183 | Düsseldorf 51.228 6.773 | Leipzig 51.340 12.375
Dortmund 51.514 7.465 | Bremen 53.079 8.802 | Dresden 51.051 13.738 | Hannover 52.376 9.732
Nürnberg 49.454 11.078 | Mannheim 49.488 8.466 | Karlsruhe 49.007 8.404 | Münster 51.961 7.626
Augsburg 48.371 10.898 | Kassel 51.313 9.480 | Erfurt 50.978 11.029 | Rostock 54.092 12.099
Kiel 54.323 10.123 | Freiburg 47.999 7.842 | Würzburg 49.792 9.953 | Regensburg 49.013 12.102
Ulm 48.401 9.988 | Bayreuth 49.948 11.578 | Magdeburg 52.121 11.628 | Göttingen 51.541 9.916
Ingolstadt 48.766 11.426 | Hof 50.314 11.913 | Amsterdam 52.368 4.904 | Rotterdam 51.924 4.478
Utrecht 52.091 5.122 | Eindhoven 51.441 5.470 | Groningen 53.219 6.567 | Arnhem 51.985 5.899
Maastricht 50.851 5.691 | Brussels 50.850 4.352 | Antwerp 51.219 4.403 | Ghent 51.054 3.725
Liège 50.633 5.568 | Luxembourg 49.612 6.132 | Paris 48.857 2.352 | Lyon 45.764 4.836
Marseille 43.297 5.370 | Toulouse 43.605 1.444 | Bordeaux 44.838 -0.579 | Nice 43.710 7.262
Nantes 47.218 -1.554 | Strasbourg 48.573 7.752 | Lille 50.629 3.057 | Rennes 48.117 -1.678
Montpellier 43.611 3.877 | Dijon 47.322 5.041 | Reims 49.258 4.032 | Metz 49.119 6.176
Orléans 47.903 1.909 | Clermont-Ferrand 45.777 3.087 | Limoges 45.834 1.261 | Perpignan 42.699 2.896
Calais 50.951 1.859 | Rouen 49.443 1.099 | Le_Mans 48.008 0.199 | London 51.507 -0.128
Birmingham 52.486 -1.890 | Manchester 53.481 -2.242 | Leeds 53.801 -1.549 | Glasgow 55.864 -4.252
Edinburgh 55.953 -3.188 | Bristol 51.455 -2.588 | Cardiff 51.482 -3.179 | Newcastle 54.978 -1.618
Dover 51.128 1.313 | Carlisle 54.893 -2.933 | Exeter 50.718 -3.534 | Dublin 53.350 -6.260
Cork 51.898 -8.476 | Galway 53.271 -9.057 | Madrid 40.417 -3.704 | Barcelona 41.385 2.173
Valencia 39.470 -0.376 | Sevilla 37.389 -5.984 | Zaragoza 41.649 -0.889 | Málaga 36.721 -4.421
Bilbao 43.263 -2.935 | Murcia 37.992 -1.131 | Burgos 42.344 -3.697 | Valladolid 41.652 -4.724
Mérida 38.916 -6.344 | San_Sebastián 43.318 -1.981 | Lisboa 38.722 -9.139 | Porto 41.158 -8.629
Faro 37.019 -7.930 | Coimbra 40.203 -8.410 | Roma 41.903 12.496 | Milano 45.464 9.190
Napoli 40.852 14.268 | Torino 45.070 7.687 | Bologna 44.494 11.343 | Firenze 43.770 11.256
Venezia 45.440 12.316 | Verona 45.438 10.992 | Genova 44.405 8.946 | Bari 41.117 16.872
Palermo 38.116 13.361 | Trieste 45.650 13.777 | Bolzano 46.498 11.355 | Ancona 43.616 13.519
Zürich 47.377 8.542 | Genève 46.204 6.143 | Basel 47.560 7.589 | Bern 46.948 7.447
Lugano 46.004 8.951 | Wien 48.208 16.374 | Graz 47.071 15.440 | Linz 48.307 14.286
Salzburg 47.810 13.055 | Innsbruck 47.269 11.404 | Villach 46.614 13.848 | Praha 50.076 14.437
Brno 49.195 16.607 | Ostrava 49.821 18.263 | Plzeň 49.738 13.374 | Bratislava 48.149 17.107
Košice 48.717 21.261 | Budapest 47.498 19.040 | Szeged 46.253 20.141 | Győr 47.687 17.635
Warszawa 52.230 21.012 | Kraków 50.065 19.945 | Wrocław 51.108 17.039 | Poznań 52.406 16.925
Gdańsk 54.352 18.647 | Szczecin 53.429 14.553 | Łódź 51.759 19.456 | Katowice 50.265 19.024
København 55.676 12.568 | Aarhus 56.163 10.204 | Odense 55.404 10.402 | Aalborg 57.048 9.919
Stockholm 59.329 18.069 | Göteborg 57.709 11.975 | Malmö 55.605 13.004 | Linköping 58.411 15.621
Jönköping 57.783 14.162 | Sundsvall 62.391 17.307 | Umeå 63.826 20.263 | Örebro 59.275 15.213
Karlstad 59.379 13.504 | Oslo 59.914 10.752 | Bergen 60.393 5.324 | Trondheim 63.431 10.395
Stavanger 58.970 5.733 | Kristiansand 58.147 7.996 | Lillehammer 61.115 10.466
Tromsø 69.649 18.955 | Alta 69.969 23.272 | Helsinki 60.170 24.938 | Tampere 61.498 23.761
Turku 60.452 22.267 | Oulu 65.012 25.465 | Rovaniemi 66.504 25.729 | Tallinn 59.437 24.754
Riga 56.950 24.105 | Vilnius 54.687 25.280 | Kaunas 54.898 23.904 | Ljubljana 46.057 14.506
Maribor 46.555 15.646 | Zagreb 45.815 15.982 | Split 43.508 16.440 | Rijeka 45.327 14.442
Beograd 44.787 20.457 | Niš 43.321 21.896 | București 44.427 26.103 | Cluj-Napoca 46.770 23.591
Timișoara 45.749 21.227 | Sofia 42.698 23.322 | Plovdiv 42.150 24.750 | Athína 37.984 23.728
Thessaloníki 40.640 22.944 | Pátra 38.246 21.735 | Reykjavík 64.147 -21.942
Akureyri 65.688 -18.126 | Nicosia 35.186 33.382 | Valletta 35.899 14.514 | İstanbul 41.008 28.978
`;

/** English and German names of cities that the table lists under local names, and vice versa. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
	Athens: 'Athína',
	Antwerpen: 'Antwerp',
	Belgrade: 'Beograd',
	Brüssel: 'Brussels',
	Bruxelles: 'Brussels',
	Bucharest: 'București',
	Cologne: 'Köln',
	Copenhagen: 'København',
	Cracow: 'Kraków',
	Florence: 'Firenze',
	'Frankfurt am Main': 'Frankfurt',
	Geneva: 'Genève',
	Genf: 'Genève',
	Genoa: 'Genova',
	Gent: 'Ghent',
	Gothenburg: 'Göteborg',
	Hanover: 'Hannover',
	Lisbon: 'Lisboa',
	Lissabon: 'Lisboa',
	Mailand: 'Milano',
	Milan: 'Milano',
	Munich: 'München',
	Naples: 'Napoli',
	Nuremberg: 'Nürnberg',
	Prag: 'Praha',
	Prague: 'Praha',
	Rom: 'Roma',
	Rome: 'Roma',
	Seville: 'Sevilla',
	Turin: 'Torino',
	Venice: 'Venezia',
	Vienna: 'Wien',
	Warsaw: 'Warszawa',
	Warschau: 'Warszawa',
};

function read(entry: string): [name: string, centre: Point] {
	const [name = '', latitude, longitude] = entry.trim().split(' ');
	return [name.replace('_', ' '), { latitude: Number(latitude), longitude: Number(longitude) }];
}

/** Letters that do not consist of a base letter and a mark. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', ß: 'ss' };

/** Returns "malaga" for "Málaga", so that a name is found without diacritics. */
function plain(name: string): string {
	return name
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[łøß]/g, (letter) => PLAIN_LETTERS[letter] ?? letter);
}

const centres = new Map(
	TABLE.trim()
		.split(/\n|\|/)
		.map((entry) => {
			const [name, centre] = read(entry);
			return [plain(name), centre];
		}),
);
for (const [other, name] of Object.entries(OTHER_NAMES)) {
	const centre = centres.get(plain(name));
	if (centre) centres.set(plain(other), centre);
}

/**
 * Finds the city at the start of a text, in any spelling from the table. Returns its centre and the rest of the
 * text.
 */
export function cityAtStart(text: string): { centre: Point; rest: string } | undefined {
	const words = text.trim().split(/[\s,;]+/);
	for (let count = Math.min(words.length, 3); count > 0; count--) {
		const centre = centres.get(plain(words.slice(0, count).join(' ')));
		if (centre) return { centre, rest: words.slice(count).join(' ') };
	}
	return undefined;
}
