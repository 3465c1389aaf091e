import type { INodeProperties } from 'n8n-workflow';

/** The languages that Plugsurfing's reference pages list (docs/api-facts.md#geosearch). */
export const languageField: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'options',
	options: [
		{ name: 'Bulgarian', value: 'bg' },
		{ name: 'Dutch', value: 'nl' },
		{ name: 'English', value: 'en' },
		{ name: 'Finnish', value: 'fi' },
		{ name: 'French', value: 'fr' },
		{ name: 'German', value: 'de' },
		{ name: 'Hungarian', value: 'hu' },
		{ name: 'Icelandic', value: 'is' },
		{ name: 'Italian', value: 'it' },
		{ name: 'Lithuanian', value: 'lt' },
		{ name: 'Norwegian', value: 'nb' },
		{ name: 'Polish', value: 'pl' },
		{ name: 'Portuguese', value: 'pt' },
		{ name: 'Romanian', value: 'ro' },
		{ name: 'Spanish', value: 'es' },
		{ name: 'Swedish', value: 'sv' },
		{ name: 'Welsh', value: 'cy' },
	],
	default: 'en',
	description: 'The language of texts such as directions, if a translation exists',
};
