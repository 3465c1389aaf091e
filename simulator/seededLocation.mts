import { Base64Ids } from './seededIds.mts';
import type { Site } from './map/sites.mts';
import type { Location } from './schemas.mts';
import { mix, seededId, seededPick } from './seeded.mts';
import { CONNECTORS_PER_LOCATION, seededEvses } from './seededEvse.mts';

/** Update time of the first location. Each further one was updated later, so that indices are in this order. */
const FIRST_UPDATE = Date.parse('2025-01-01T00:00:00.000Z');
const STEP_MS = 20 * 60_000;

/** Fictional, because the chargers are not real. */
const OPERATORS = [
	['Nordlicht Laden', 'NLL', '+49 30 5550100'],
	['Rijnstroom', 'RST', '+31 20 5550101'],
	['Voie Verte Énergie', 'VVE', '+33 1 55501020'],
	['Alpenstrom', 'ALP', '+43 1 5550103'],
	['Fjordlading', 'FJL', '+47 55 550104'],
	['Sol y Carga', 'SYC', '+34 91 5550105'],
	['Bursztyn Ładowanie', 'BUR', '+48 22 5550106'],
	['Kestrel Charging', 'KES', '+44 20 55501070'],
] as const;

const STREETS: Record<string, readonly [string, ...string[]]> = {
	DEU: ['Bahnhofstraße', 'Königsallee', 'Am Stadtpark', 'Industriestraße'],
	AUT: ['Ringstraße', 'Kärntner Weg', 'Mühlgasse'],
	CHE: ['Seestrasse', 'Bundesplatz', 'Rue du Lac'],
	NLD: ['Herengracht', 'Stationsplein', 'Kerkstraat'],
	FRA: ["Rue de l'Église", 'Avenue de la République', 'Quai Voltaire'],
	GBR: ['High Street', "King's Road", 'Station Approach'],
	ESP: ['Calle Mayor', 'Avenida de la Constitución', 'Plaza Nueva'],
	ITA: ['Via Roma', 'Corso Garibaldi', 'Piazza della Libertà'],
	POL: ['ul. Świętokrzyska', 'ul. Piłsudskiego', 'Rynek Główny'],
	NOR: ['Storgata', 'Havnegata', 'Kirkeveien'],
	SWE: ['Storgatan', 'Kungsgatan', 'Järnvägsgatan'],
	DNK: ['Strandvejen', 'Søndergade', 'Nørregade'],
};
const ELSEWHERE = ['Main Street', 'Market Square', 'Harbour Road'] as const;

const DIRECTIONS: readonly { language: string; text: string }[] = [
	{ language: 'en', text: 'Behind the building' },
	{ language: 'de', text: 'Hinter dem Gebäude' },
	{ language: 'fr', text: 'Derrière le bâtiment' },
];

const WEEKDAYS = [1, 2, 3, 4, 5, 6];

/** Returns opening times: around the clock, or daytime except Sundays. */
function openingTimes(twentyfourseven: boolean): Location['opening_times'] {
	const hours = { period_begin: '07:00', period_end: '22:00' };
	return {
		twentyfourseven,
		regular_hours: twentyfourseven ? [] : WEEKDAYS.map((weekday) => ({ weekday, ...hours })),
		exceptional_openings: [],
		exceptional_closings: [],
	};
}

/** Generates locations from site and index; the same ones for the same seed. */
export class SeededLocations {
	readonly ids: Base64Ids;
	private readonly connectorIds: Base64Ids;
	private readonly evseIds: Base64Ids;

	constructor(private readonly seed: number) {
		this.ids = new Base64Ids(mix(seed, 0x10c));
		this.connectorIds = new Base64Ids(mix(seed, 0xc0));
		this.evseIds = new Base64Ids(mix(seed, 0xe5));
	}

	make(index: number, site: Site): Location {
		const dice = (roll: number) => mix(this.seed, 0xde7a, index, roll);
		const { city, road } = site;
		const [operatorName, operatorCode, hotline] = seededPick<readonly [string, string, string]>(
			OPERATORS,
			this.seed,
			index,
			1,
		);
		const operator = `${city.country.slice(0, 2)}*${operatorCode}`;
		const lastUpdated = new Date(
			FIRST_UPDATE + index * STEP_MS + (dice(2) % STEP_MS),
		).toISOString();
		const street = seededPick(STREETS[city.country] ?? ELSEWHERE, this.seed, index, 3);
		const address =
			road === undefined
				? `${street} ${1 + (dice(4) % 180)}`
				: `${road}, km ${1 + (dice(4) % 700)}`;
		return {
			id: this.ids.at(index),
			name: road === undefined ? `${operatorName}, ${address}` : `Service area ${address}`,
			coordinates: {
				latitude: site.latitude.toFixed(6),
				longitude: site.longitude.toFixed(6),
			},
			address,
			city: city.name,
			postal_code: String(10_000 + (dice(5) % 80_000)),
			country: city.country,
			operator_display_name: operatorName,
			operator: {
				id: seededId(10, 0x09e, operatorCode.charCodeAt(0), operatorCode.charCodeAt(1)),
				name: operatorName,
				hotline,
				external_id: operator,
			},
			opening_times: openingTimes(dice(6) % 10 < 7),
			directions: DIRECTIONS.map((text) => ({ ...text })),
			evses: seededEvses({
				index,
				seed: this.seed,
				onTheRoad: road !== undefined,
				operator,
				lastUpdated,
				connectorIds: this.connectorIds,
				evseIds: this.evseIds,
			}),
			last_updated: lastUpdated,
		};
	}

	/** Returns the index of the location of a seeded connector; undefined for other connectors. */
	indexOfConnector(connectorId: string): number | undefined {
		const number = this.connectorIds.numberOf(connectorId);
		return number === undefined ? undefined : Math.floor(number / CONNECTORS_PER_LOCATION);
	}
}
