// Loaded before the demo (node --import), because the demo can only run after the installation.
const introduction = `The demo installs the development tools and n8n in this folder, starts n8n with the package and a simulator of
Plugsurfing, and runs the nightly key export. It sends nothing to Plugsurfing.

  Time   about 3 minutes the first time, half a minute from then on
  Disk   about 4 GB during the installation, 3.5 GB afterwards, in node_modules, host/n8n/node_modules and .demo
  Needs  Python 3, make and a C++ compiler if n8n's database driver has no prebuilt binary
`;

const help = `${introduction}
  npm run demo              leaves n8n open until Ctrl-C
  npm run demo -- --once    ends after the export
  npm run demo -- --help    shows this text
`;

if (process.argv.includes('--help') || process.argv.includes('-h')) {
	process.stdout.write(help);
	process.exit(0);
}
process.stdout.write(`${introduction}\n`);
