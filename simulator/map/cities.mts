/** A city with its coordinates (degrees, WGS 84), country (ISO 3166-1 alpha-3) and population in thousands. */
export interface City {
	name: string;
	country: string;
	latitude: number;
	longitude: number;
	thousands: number;
}

/** From an atlas, rounded to about a kilometre. */
const TABLE = `
DEU Berlin 52.520 13.405 3700 | DEU Hamburg 53.551 9.994 1850 | DEU München 48.137 11.575 1500
DEU Köln 50.938 6.960 1080 | DEU Frankfurt 50.111 8.682 760 | DEU Stuttgart 48.776 9.183 630
DEU Düsseldorf 51.228 6.773 620 | DEU Leipzig 51.340 12.375 600 | DEU Dortmund 51.514 7.465 590
DEU Bremen 53.079 8.802 570 | DEU Dresden 51.051 13.738 560 | DEU Hannover 52.376 9.732 540
DEU Nürnberg 49.454 11.078 520 | DEU Mannheim 49.488 8.466 310 | DEU Karlsruhe 49.007 8.404 310
DEU Münster 51.961 7.626 315 | DEU Augsburg 48.371 10.898 300 | DEU Kassel 51.313 9.480 200
DEU Erfurt 50.978 11.029 215 | DEU Rostock 54.092 12.099 210 | DEU Kiel 54.323 10.123 247
DEU Freiburg 47.999 7.842 230 | DEU Würzburg 49.792 9.953 128 | DEU Regensburg 49.013 12.102 153
DEU Ulm 48.401 9.988 127 | DEU Bayreuth 49.948 11.578 75 | DEU Magdeburg 52.121 11.628 237
DEU Göttingen 51.541 9.916 118 | DEU Ingolstadt 48.766 11.426 138 | DEU Hof 50.314 11.913 46
NLD Amsterdam 52.368 4.904 880 | NLD Rotterdam 51.924 4.478 650 | NLD Utrecht 52.091 5.122 360
NLD Eindhoven 51.441 5.470 235 | NLD Groningen 53.219 6.567 233 | NLD Arnhem 51.985 5.899 162
NLD Maastricht 50.851 5.691 121 | BEL Brussels 50.850 4.352 1210 | BEL Antwerp 51.219 4.403 530
BEL Ghent 51.054 3.725 263 | BEL Liège 50.633 5.568 197 | LUX Luxembourg 49.612 6.132 128
FRA Paris 48.857 2.352 2150 | FRA Lyon 45.764 4.836 520 | FRA Marseille 43.297 5.370 870
FRA Toulouse 43.605 1.444 490 | FRA Bordeaux 44.838 -0.579 260 | FRA Nice 43.710 7.262 340
FRA Nantes 47.218 -1.554 315 | FRA Strasbourg 48.573 7.752 285 | FRA Lille 50.629 3.057 235
FRA Rennes 48.117 -1.678 220 | FRA Montpellier 43.611 3.877 295 | FRA Dijon 47.322 5.041 157
FRA Reims 49.258 4.032 182 | FRA Metz 49.119 6.176 120 | FRA Orléans 47.903 1.909 116
FRA Clermont-Ferrand 45.777 3.087 147 | FRA Limoges 45.834 1.261 130 | FRA Perpignan 42.699 2.896 120
FRA Calais 50.951 1.859 73 | FRA Rouen 49.443 1.099 112 | FRA Le_Mans 48.008 0.199 143
GBR London 51.507 -0.128 8900 | GBR Birmingham 52.486 -1.890 1140 | GBR Manchester 53.481 -2.242 550
GBR Leeds 53.801 -1.549 790 | GBR Glasgow 55.864 -4.252 635 | GBR Edinburgh 55.953 -3.188 525
GBR Bristol 51.455 -2.588 465 | GBR Cardiff 51.482 -3.179 360 | GBR Newcastle 54.978 -1.618 300
GBR Dover 51.128 1.313 31 | GBR Carlisle 54.893 -2.933 75 | GBR Exeter 50.718 -3.534 130
IRL Dublin 53.350 -6.260 590 | IRL Cork 51.898 -8.476 222 | IRL Galway 53.271 -9.057 85
ESP Madrid 40.417 -3.704 3300 | ESP Barcelona 41.385 2.173 1620 | ESP Valencia 39.470 -0.376 790
ESP Sevilla 37.389 -5.984 690 | ESP Zaragoza 41.649 -0.889 675 | ESP Málaga 36.721 -4.421 578
ESP Bilbao 43.263 -2.935 345 | ESP Murcia 37.992 -1.131 460 | ESP Burgos 42.344 -3.697 175
ESP Valladolid 41.652 -4.724 298 | ESP Mérida 38.916 -6.344 60 | ESP San_Sebastián 43.318 -1.981 188
PRT Lisboa 38.722 -9.139 545 | PRT Porto 41.158 -8.629 232 | PRT Faro 37.019 -7.930 65
PRT Coimbra 40.203 -8.410 140 | ITA Roma 41.903 12.496 2750 | ITA Milano 45.464 9.190 1370
ITA Napoli 40.852 14.268 910 | ITA Torino 45.070 7.687 850 | ITA Bologna 44.494 11.343 390
ITA Firenze 43.770 11.256 360 | ITA Venezia 45.440 12.316 255 | ITA Verona 45.438 10.992 258
ITA Genova 44.405 8.946 560 | ITA Bari 41.117 16.872 315 | ITA Palermo 38.116 13.361 630
ITA Trieste 45.650 13.777 200 | ITA Bolzano 46.498 11.355 107 | ITA Ancona 43.616 13.519 99
CHE Zürich 47.377 8.542 435 | CHE Genève 46.204 6.143 203 | CHE Basel 47.560 7.589 178
CHE Bern 46.948 7.447 134 | CHE Lugano 46.004 8.951 62 | AUT Wien 48.208 16.374 1980
AUT Graz 47.071 15.440 295 | AUT Linz 48.307 14.286 210 | AUT Salzburg 47.810 13.055 157
AUT Innsbruck 47.269 11.404 131 | AUT Villach 46.614 13.848 64 | CZE Praha 50.076 14.437 1300
CZE Brno 49.195 16.607 382 | CZE Ostrava 49.821 18.263 285 | CZE Plzeň 49.738 13.374 175
SVK Bratislava 48.149 17.107 475 | SVK Košice 48.717 21.261 238 | HUN Budapest 47.498 19.040 1750
HUN Szeged 46.253 20.141 160 | HUN Győr 47.687 17.635 130 | POL Warszawa 52.230 21.012 1860
POL Kraków 50.065 19.945 800 | POL Wrocław 51.108 17.039 670 | POL Poznań 52.406 16.925 545
POL Gdańsk 54.352 18.647 486 | POL Szczecin 53.429 14.553 396 | POL Łódź 51.759 19.456 670
POL Katowice 50.265 19.024 285 | DNK København 55.676 12.568 650 | DNK Aarhus 56.163 10.204 285
DNK Odense 55.404 10.402 180 | DNK Aalborg 57.048 9.919 120 | SWE Stockholm 59.329 18.069 980
SWE Göteborg 57.709 11.975 590 | SWE Malmö 55.605 13.004 350 | SWE Linköping 58.411 15.621 165
SWE Jönköping 57.783 14.162 141 | SWE Sundsvall 62.391 17.307 99 | SWE Umeå 63.826 20.263 130
SWE Örebro 59.275 15.213 156 | SWE Karlstad 59.379 13.504 95 | NOR Oslo 59.914 10.752 700
NOR Bergen 60.393 5.324 286 | NOR Trondheim 63.431 10.395 208 | NOR Stavanger 58.970 5.733 144
NOR Kristiansand 58.147 7.996 113 | NOR Lillehammer 61.115 10.466 28 | NOR Tromsø 69.649 18.955 77
NOR Alta 69.969 23.272 21 | FIN Helsinki 60.170 24.938 660 | FIN Tampere 61.498 23.761 245
FIN Turku 60.452 22.267 196 | FIN Oulu 65.012 25.465 210 | FIN Rovaniemi 66.504 25.729 64
EST Tallinn 59.437 24.754 445 | LVA Riga 56.950 24.105 605 | LTU Vilnius 54.687 25.280 590
LTU Kaunas 54.898 23.904 305 | SVN Ljubljana 46.057 14.506 295 | SVN Maribor 46.555 15.646 96
HRV Zagreb 45.815 15.982 770 | HRV Split 43.508 16.440 161 | HRV Rijeka 45.327 14.442 108
SRB Beograd 44.787 20.457 1380 | SRB Niš 43.321 21.896 183 | ROU București 44.427 26.103 1800
ROU Cluj-Napoca 46.770 23.591 286 | ROU Timișoara 45.749 21.227 250 | BGR Sofia 42.698 23.322 1240
BGR Plovdiv 42.150 24.750 346 | GRC Athína 37.984 23.728 660 | GRC Thessaloníki 40.640 22.944 315
GRC Pátra 38.246 21.735 170 | ISL Reykjavík 64.147 -21.942 136 | ISL Akureyri 65.688 -18.126 19
CYP Nicosia 35.186 33.382 245 | MLT Valletta 35.899 14.514 6 | TUR İstanbul 41.008 28.978 15000
`;

function read(entry: string): City {
	const [country = '', name = '', latitude, longitude, thousands] = entry.trim().split(' ');
	return {
		country,
		name: name.replace('_', ' '),
		latitude: Number(latitude),
		longitude: Number(longitude),
		thousands: Number(thousands),
	};
}

export const cities: readonly City[] = TABLE.trim()
	.split(/\n|\|/)
	.map((entry) => read(entry));
