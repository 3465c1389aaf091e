import { Agent } from 'node:http';
import { distance } from '@turf/distance';
import axios from 'axios';
import { arrayAt, at } from '../../host/shape.mts';
import { count, seconds } from '../figures.mts';
import type { Account, Subject } from '../laboratory.mts';
import { unlimited } from '../simulatorProcess.mts';
import { givenItems, httpRequest, lastItem, leastRequests, ours, splitOut } from '../steps.mts';
import {
	comparisonTable,
	inTurn,
	multipleOf,
	type Bench,
	type MeasuredCase,
	type Report,
} from './measuredCase.mts';

const latencyMs = 50;
const inFlight = 10;
const bound = 60;
const points = Array.from({ length: 100 }, (_, index) => ({
	latitude: 48 + (index % 10) * 0.6,
	longitude: 7 + Math.floor(index / 10) * 0.7,
}));
const around = 'distance=3000&limit=50';
const headers = { 'Content-Type': 'application/json' };

const search: Subject = {
	name: 'Search (this package)',
	before: () => givenItems(points),
	work: ({ reference }) => [
		ours(reference, {
			resource: 'location',
			operation: 'search',
			latitude: '={{ $json.latitude }}',
			longitude: '={{ $json.longitude }}',
		}),
	],
	end: lastItem,
};

const searches: Subject[] = [
	search,
	{
		name: 'HTTP Request + Split Out, all at the same time',
		before: () => givenItems(points),
		work: ({ baseUrl, reference }) => [
			httpRequest('Searches', reference, {
				method: 'POST',
				url: `=${baseUrl}/v1/geosearch/radius?latitude={{ $json.latitude }}&longitude={{ $json.longitude }}&${around}`,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '{ "filters": {} }',
			}),
			splitOut('Work', 'locations'),
		],
		end: lastItem,
	},
	{
		name: `The least node, ${inFlight} at a time`,
		work: ({ baseUrl, reference }) => [
			leastRequests(
				reference,
				'locations',
				points.map(({ latitude, longitude }) => ({
					method: 'POST',
					url: `${baseUrl}/v1/geosearch/radius?latitude=${latitude}&longitude=${longitude}&${around}`,
					body: { filters: {} },
				})),
				inFlight,
			),
		],
	},
];

export const searchPoints: MeasuredCase = {
	name: 'search',
	title: `Search around ${points.length} points, ${latencyMs} ms latency`,
	rounds: 3,
	run: (bench) =>
		bench.laboratory.withAccount({ latencyMs, requestsPerMinute: unlimited }, async (account) => {
			const trials = await inTurn(bench, account, searches, bound, async () => {
				const { requests } = await account.simulator.state();
				return requests === points.length ? undefined : `${String(requests)} requests`;
			});
			const floor = (points.length / inFlight) * (latencyMs / 1000);
			return {
				text: `Floor, with ${inFlight} in flight: ${points.length} ÷ ${inFlight} × ${latencyMs} ms = ${seconds(floor)} s.\n\n${comparisonTable(trials, floor)}`,
				targets: [
					{
						letter: 'b',
						what: `Search around ${points.length} points, × the optimum with ${inFlight} in flight`,
						atMost: 1.5,
						reached: multipleOf(trials, search, floor),
					},
				],
			};
		}),
};

const route: Subject = {
	name: 'Search Along Route (this package)',
	work: ({ reference }) => [
		ours(reference, {
			resource: 'location',
			operation: 'searchRoute',
			route: JSON.stringify([
				[52.52, 13.405],
				[50.314, 11.913],
				[48.137, 11.575],
			]),
			limit: 100_000,
		}),
	],
	end: lastItem,
};

/** A searched circle. */
interface Circle {
	place: [number, number];
	metres: number;
	/** The result reached the API's limit, so that its parts had to be searched. */
	isCut: boolean;
}

/** Repeats the searches that the simulator received, as fast as a client can that knows them in advance. */
async function searchAgain({ simulator, baseUrl }: Account): Promise<Circle[]> {
	const requests = await simulator.requests();
	const httpAgent = new Agent({ keepAlive: true });
	const circles: Circle[] = [];
	const waiting = requests.values();
	const sendOneAfterTheOther = async () => {
		for (const request of waiting) {
			const answer = await axios.post<unknown>(
				new URL(String(at(request, 'path')), baseUrl).href,
				{ filters: {} },
				{ headers: { ...headers, 'X-API-Key': simulator.apiKey }, proxy: false, httpAgent },
			);
			const query = (name: string) => Number(at(request, 'query', name));
			circles.push({
				place: [query('longitude'), query('latitude')],
				metres: query('distance'),
				isCut: arrayAt(answer.data, 'locations').length === query('limit'),
			});
		}
	};
	await Promise.all(Array.from({ length: inFlight }, sendOneAfterTheOther));
	httpAgent.destroy();
	return circles;
}

/** Returns the longest chain of dependent requests: a part is only known after the search of its circle. */
function longestChain(circles: readonly Circle[]): number {
	const chainOf = (part: Circle): number =>
		1 +
		Math.max(
			0,
			...circles
				.filter(
					({ place, metres, isCut }) =>
						isCut &&
						metres > part.metres &&
						distance(place, part.place, { units: 'meters' }) < metres,
				)
				.map(chainOf),
		);
	return Math.max(...circles.map(chainOf));
}

/** Numbers of locations on the map: the default, and ten times as many. */
const sizes = [20_000, 200_000];

async function alongRoute(bench: Bench, locations: number): Promise<Report> {
	const size = { latencyMs, locations, requestsPerMinute: unlimited };
	return await bench.laboratory.withAccount(size, async (account) => {
		const trials = await inTurn(bench, account, [route], bound, (result) =>
			'id' in result ? undefined : JSON.stringify(result),
		);
		const began = performance.now();
		const circles = await searchAgain(account);
		const knowing = (performance.now() - began) / 1000;
		const chain = longestChain(circles);
		const waves = Math.max(chain, Math.ceil(circles.length / inFlight));
		const floor = (waves * latencyMs) / 1000;
		const text = [
			`Among ${count(locations)} locations: ${circles.length} searches, ${chain} in a row at most for their dependencies, ${waves}`,
			`in a row with ${inFlight} in flight. Floor: ${waves} × ${latencyMs} ms = ${seconds(floor)} s.`,
			`A client outside n8n that knows all of them beforehand, with ${inFlight} in flight and keep-alive: ${seconds(knowing)} s.`,
		].join(' ');
		return {
			text: `${text}\n\n${comparisonTable(trials, floor)}`,
			targets: [
				{
					letter: 'c',
					what: `Search along Berlin–Munich, ${count(locations)} locations, × the longest necessary chain`,
					atMost: 2,
					reached: multipleOf(trials, route, floor),
				},
			],
		};
	});
}

export const searchRoute: MeasuredCase = {
	name: 'route',
	title: `Search along Berlin–Munich, ${latencyMs} ms latency`,
	rounds: 3,
	run: async (bench) => {
		const reports: Report[] = [];
		for (const locations of sizes) reports.push(await alongRoute(bench, locations));
		const text = [
			"In crowded places the API's limit of 300 locations cuts a circle, and its parts can only be searched afterwards.",
			'HTTP Request has no search along a route.',
		].join(' ');
		return {
			text: [text, ...reports.map((report) => report.text)].join('\n\n'),
			targets: reports.flatMap(({ targets = [] }) => targets),
		};
	},
};
