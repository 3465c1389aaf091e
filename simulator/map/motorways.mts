import { cities, type City } from './cities.mts';

/** Long-distance roads and the cities along them. */
const ROADS = `
A9: Berlin, Leipzig, Hof, Bayreuth, Nürnberg, Ingolstadt, München
A2: Berlin, Magdeburg, Hannover, Dortmund, Düsseldorf, Eindhoven, Antwerp, Ghent, Calais
A7: Kiel, Hamburg, Hannover, Göttingen, Kassel, Würzburg, Ulm
A3: Arnhem, Düsseldorf, Köln, Frankfurt, Würzburg, Nürnberg, Regensburg, Linz, Wien
A1: Rostock, Hamburg, Bremen, Münster, Dortmund, Köln
A5: Kassel, Frankfurt, Mannheim, Karlsruhe, Freiburg, Basel
A8: Karlsruhe, Stuttgart, Ulm, Augsburg, München, Salzburg, Linz
A4: Köln, Kassel, Erfurt, Dresden, Wrocław, Katowice, Kraków
A24: Hamburg, Berlin, Dresden, Praha, Brno, Bratislava, Budapest, Szeged, Beograd, Niš, Sofia
E30: Amsterdam, Utrecht, Arnhem, Hannover, Berlin, Poznań, Łódź, Warszawa
E19: Amsterdam, Rotterdam, Antwerp, Brussels, Lille, Paris
E25: Groningen, Utrecht, Eindhoven, Maastricht, Liège, Luxembourg, Metz, Strasbourg, Basel
E50: Paris, Reims, Metz, Mannheim, Nürnberg, Plzeň, Praha
A6: Paris, Dijon, Lyon, Marseille, Nice, Genova
A10: Paris, Orléans, Bordeaux, San Sebastián, Bilbao
A11: Paris, Le Mans, Nantes
A13: Calais, Rouen, Le Mans, Rennes
A20: Orléans, Limoges, Toulouse, Perpignan, Barcelona
A75: Orléans, Clermont-Ferrand, Montpellier, Perpignan
AP7: Barcelona, Valencia, Murcia, Málaga
A2E: Madrid, Zaragoza, Barcelona
A1E: Madrid, Burgos, San Sebastián
A5E: Madrid, Mérida, Lisboa
A66: Valladolid, Mérida, Sevilla, Faro, Lisboa, Coimbra, Porto
A1I: Milano, Bologna, Firenze, Roma, Napoli, Bari
A4I: Torino, Milano, Verona, Venezia, Trieste, Ljubljana, Zagreb, Beograd
A14: Bologna, Ancona, Bari
A22: München, Innsbruck, Bolzano, Verona, Bologna
A2C: Basel, Lugano, Milano
A1C: Genève, Bern, Zürich, Innsbruck, Salzburg, Villach, Ljubljana, Rijeka, Split
A9A: Linz, Graz, Maribor, Zagreb, Budapest
M1H: Wien, Győr, Budapest, Košice, Kraków
M1: London, Birmingham, Manchester, Carlisle, Glasgow, Edinburgh
M20: Dover, London, Leeds, Newcastle, Edinburgh
M4: London, Bristol, Cardiff
M5: Birmingham, Bristol, Exeter
M7: Dublin, Cork, Galway, Dublin
E20: København, Odense, Aarhus, Aalborg
E45: Hamburg, Kiel, Odense, Aarhus
E6: København, Malmö, Göteborg, Oslo, Lillehammer, Trondheim, Tromsø, Alta
E4: Malmö, Jönköping, Linköping, Stockholm, Sundsvall, Umeå, Oulu, Rovaniemi
E18: Stavanger, Kristiansand, Oslo, Karlstad, Örebro, Stockholm
E39: Bergen, Stavanger
E12: Helsinki, Tampere, Oulu
E18F: Turku, Helsinki
Baltica: Warszawa, Kaunas, Riga, Tallinn
A1L: Vilnius, Kaunas
A1P: Gdańsk, Łódź, Katowice, Ostrava, Brno, Wien
S3: Szczecin, Poznań, Wrocław, Praha
A1R: Budapest, Timișoara, Cluj-Napoca, București, Plovdiv
E75: Niš, Thessaloníki, Athína, Pátra
E80: Sofia, Plovdiv, İstanbul
Hringvegur: Reykjavík, Akureyri
`;

const byName = new Map(cities.map((city) => [city.name, city]));

function cityOf(name: string): City {
	const city = byName.get(name);
	if (!city) throw new Error(`There is no city ${name} on the map`);
	return city;
}

/** A stretch of road between two neighbouring cities. */
export interface Stretch {
	road: string;
	from: City;
	to: City;
}

export const stretches: readonly Stretch[] = ROADS.trim()
	.split('\n')
	.flatMap((line) => {
		const [road = '', names = ''] = line.split(': ');
		const along = names.split(', ').map(cityOf);
		return along.slice(1).flatMap((to, place) => {
			const from = along[place];
			return from ? [{ road, from, to }] : [];
		});
	});
