// npm test: builds the package (the engine tests load what is built) and runs jest; arguments are passed on to jest.
import { runTool } from '../host/command.mts';
import { build } from '../host/packedPackage.mts';

await build();
process.exitCode = await runTool('jest', 'jest', process.argv.slice(2));
