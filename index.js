'use strict';

// n8n loads the files that package.json lists. This is for whoever requires the package by its name.
module.exports = {
	...require('./dist/credentials/PlugsurfingEmpApi.credentials.js'),
	...require('./dist/nodes/PlugsurfingEmp/PlugsurfingEmp.node.js'),
	...require('./dist/nodes/PlugsurfingEmp/PlugsurfingEmpTrigger.node.js'),
	...require('./dist/nodes/PlugsurfingEmp/PlugsurfingEmpPollTrigger.node.js'),
};
