'use strict';

/** Packages that ship ES modules only, as a part of a pattern. The last two belong to older versions of n8n. */
exports.esModules = '(?:@apidevtools/json-schema-ref-parser|p-retry|is-network-error)';
