import { readWorkflow } from '../../host/workflowFile.mts';
import { PRODUCTS } from '../../simulator/seededProducts.mts';
import { Account, n8n } from '../support/account.mts';
import { FormPages } from '../support/formPages.mts';
import { Mailbox } from '../support/mailbox.mts';
import { fieldsSetTo, withNodeCredentials, withParameters } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';

const LOST = 'DE-8PS-C0000001-1';
const ADDRESS = {
	firstName: 'Zoë',
	lastName: 'Anderson',
	address: 'First Way 261b',
	postalCode: '1010',
	city: 'Vienna',
	country: 'Austria',
};
const productId = PRODUCTS.find(({ printing }) => printing === undefined)?.id ?? '';

let mailbox: Mailbox;
beforeAll(async () => (mailbox = await Mailbox.open()));
afterAll(() => mailbox.close());
beforeEach(() => mailbox.mails.splice(0));

/** An account with two cards and the published form. */
async function open() {
	const account = await Account.open({ keys: 0 });
	for (const number of [1, 2]) {
		account.addKey(`0a00000${number}`, { visualNumber: `DE-8PS-C000000${number}-1` });
	}
	const smtp = await n8n.createCredential(mailbox.credential);
	const settings = {
		fleetId: 'y1nNLJqb7m',
		productId,
		fromEmail: 'cards@example.com',
		teamEmail: 'team@example.com',
	};
	const shipped = readWorkflow('lost-card.json');
	const workflow = withParameters(shipped, 'Settings', fieldsSetTo(settings));
	const form = await PublishedWorkflow.of(
		account,
		withNodeCredentials(workflow, 'Send the email', { smtp }),
		'/form/lost-charging-card',
	);
	const report = async (visualNumber: string) => {
		const fields = new FormData();
		[visualNumber, ...Object.values(ADDRESS), 'zoe@example.com'].forEach((value, index) => {
			fields.append(`field-${index}`, value);
		});
		return await (await FormPages.submit(form, fields)).page();
	};
	const enabled = () => [...account.simulator.chargingKeys].map((key) => key.enabled);
	return { account, report, enabled };
}

/** Bodies of the orders that were sent. */
function orders({ simulator }: Account) {
	return simulator.requests.filter(({ method, path }) => method === 'POST' && /order/.test(path));
}

describe('lost card', () => {
	test('disables the card, orders a replacement and writes to the driver', async () => {
		const { account, report, enabled } = await open();
		const page = await report(LOST);
		expect(page).toContain('Your card is disabled');
		expect(page).toContain('The replacement is ordered');
		expect(enabled()).toEqual([false, true]);
		expect(orders(account).map(({ body }) => body)).toEqual([
			{ fleetId: 'y1nNLJqb7m', productId, address: ADDRESS },
		]);
		expect(mailbox.mails).toHaveLength(1);
		expect(mailbox.mails[0]).toMatch(/^To: zoe@example\.com/m);
		expect(mailbox.mails[0]).not.toMatch(/^Cc:/m);
	});

	test('changes nothing if there is no such card', async () => {
		const { account, report, enabled } = await open();
		expect(await report('DE-8PS-C9999999-9')).toContain('Nothing was changed');
		expect(enabled()).toEqual([true, true]);
		expect(orders(account)).toEqual([]);
		expect(mailbox.mails).toEqual([]);
	});

	test('reports a card that could not be disabled, and orders nothing', async () => {
		const { account, report, enabled } = await open();
		account.simulator.faults.add({ kind: 'status', status: 400, method: 'PUT' });
		expect(await report(LOST)).toContain('The card is not disabled');
		expect(enabled()).toEqual([true, true]);
		expect(orders(account)).toEqual([]);
	});

	test('orders once if the response is lost, and tells the driver and the team', async () => {
		const { account, report, enabled } = await open();
		account.simulator.faults.add({ kind: 'reset', tookEffect: true, method: 'POST' });
		const page = await report(LOST);
		expect(page).toContain('Your card is disabled');
		expect(page).toContain('not ordered yet');
		expect(enabled()).toEqual([false, true]);
		expect(orders(account)).toHaveLength(1);
		expect(mailbox.mails[0]).toMatch(/^Cc: team@example\.com/m);
	});
});
