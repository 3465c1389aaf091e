'use strict';

// n8n loads the files that package.json lists. This file is for code that requires the package by name.
module.exports = {
	...require('./dist/credentials/PlugsurfingEmpApi.credentials.js'),
	...require('./dist/nodes/PlugsurfingEmp/PlugsurfingEmp.node.js'),
	...require('./dist/nodes/PlugsurfingEmp/PlugsurfingEmpTrigger.node.js'),
	...require('./dist/nodes/PlugsurfingEmp/PlugsurfingEmpPollTrigger.node.js'),
};
