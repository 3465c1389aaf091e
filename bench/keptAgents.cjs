/*
 * Changes n8n as suggested in docs/upstream-keep-alive.md, to measure the effect: equal agents are created once
 * and keep their connections. Loaded with NODE_OPTIONS=--require.
 */
const agents = require('../host/n8n/node_modules/@n8n/backend-network/dist/http/node-agents.js');

const { buildNodeAgents } = agents;
const kept = new Map();

agents.buildNodeAgents = (proxy, ssrf, options) => {
	if (ssrf !== 'disabled') return buildNodeAgents(proxy, ssrf, options);
	const key = JSON.stringify([proxy, options]);
	if (!kept.has(key)) {
		kept.set(key, buildNodeAgents(proxy, ssrf, { ...options, keepAlive: true }));
	}
	return kept.get(key);
};
