import type { Order } from './schemas.mts';
import { mix, seededId, seededPick, startOfDay } from './seeded.mts';
import type { Seeded } from './store.mts';

export const ASSIGNED = 'ORDER_ASSIGNED';

const HOUR = 60 * 60 * 1000;
const APART_MS = 8 * HOUR;

type Recipient = readonly [
	firstName: string,
	lastName: string,
	street: string,
	city: string,
	postalCode: string,
	country: string,
];

/** Names and places that reveal missing Unicode support. */
const RECIPIENTS: readonly [Recipient, ...Recipient[]] = [
	['Jürgen', 'Groß', 'Königsstraße 7', 'Münster', '48143', 'Germany'],
	['Zoë', "O'Brien", 'Cois Abhann 3', 'Baile Átha Cliath', 'D08 X2A7', 'Ireland'],
	['Łukasz', 'Żółć', 'ul. Świętokrzyska 12', 'Łódź', '90-001', 'Poland'],
	['Αλέξανδρος', 'Παπαδόπουλος', 'Οδός Ερμού 15', 'Αθήνα', '105 63', 'Greece'],
	['Олена', 'Шевченко', 'вул. Хрещатик, 22', 'Київ', '01001', 'Ukraine'],
	['山田', '太郎', '千代田1-1', '東京', '100-0001', 'Japan'],
	['ليلى', 'حداد', 'شارع الحمرا 9', 'بيروت', '1103', 'Lebanon'],
	['Çağla', 'Yıldız', 'İstiklal Cd. 5', 'İstanbul', '34433', 'Türkiye'],
	['Anaïs', 'Lefèvre, "Nana"', '12 rue de l’Église', 'Orléans', '45000', 'France'],
	['Björk', 'Þórðardóttir 🚗', 'Laugavegur 40', 'Reykjavík', '101', 'Iceland'],
];

/** The page's example of an order, the first order of every simulator. */
export const PAGE_ORDER: Order = {
	id: 'aYnky297eG',
	address: {
		country: 'Austria',
		additionalInformation: 'test test',
		firstName: 'Frans',
		lastName: 'Anderson',
		address: 'First Way 261b',
		city: 'Wistful Vista',
		postalCode: '85960',
		companyName: 'Low area Corp.',
		addressLine2: 'Suite 9',
	},
	quantity: 1,
	product: { id: 'Am07b6Q7JZ' },
	created: '2023-06-26T10:00:00Z',
	organizationId: 'JoEl1xoP7r',
	status: ASSIGNED,
	updated: '2023-06-26T12:00:00Z',
};

/** Returns the orders at the start, oldest first: the newest is from today. */
export function seededOrders(count: number, seed: number, now: number): Seeded<Order> {
	const orders = Array.from({ length: count }, (_, index) =>
		seededOrder(index, seed, count, startOfDay(now)),
	);
	const indices = new Map(orders.map(({ id }, index) => [id, index]));
	return {
		count,
		make: (index) => orders[index] ?? PAGE_ORDER,
		indexOf: (id) => indices.get(id),
	};
}

/**
 * Returns a seeded order, eight hours after the previous one. The page shows only the status ORDER_ASSIGNED;
 * ORDER_CREATED is *inferred*.
 *
 * @param lastCreated creation time of the last of the `count` orders, milliseconds since 1970
 */
function seededOrder(index: number, seed: number, count: number, lastCreated: number): Order {
	if (index === 0) return structuredClone(PAGE_ORDER);
	const [firstName, lastName, address, city, postalCode, country] = seededPick(
		RECIPIENTS,
		seed,
		index,
	);
	const created = new Date(lastCreated - (count - 1 - index) * APART_MS).toISOString();
	return {
		id: seededId(10, seed, 0x0de4, index),
		address: {
			country,
			firstName,
			lastName,
			address,
			city,
			postalCode,
			...(index % 3 === 0
				? { companyName: `${lastName} & ${firstName} GmbH`, addressLine2: '2. OG' }
				: {}),
		},
		quantity: 1 + (mix(seed, index, 1) % 3),
		product: { id: index % 2 === 0 ? 'Am07b6Q7JZ' : 'Bq19c7R8KY' },
		created,
		organizationId: 'JoEl1xoP7r',
		status: mix(seed, index, 2) % 3 === 0 ? ASSIGNED : 'ORDER_CREATED',
		updated: created,
	};
}
