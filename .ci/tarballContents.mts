const expected =
	/^(dist\/.+\.(js|json|svg)|index\.js|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
const unwanted = /\.(test|spec)\.|\.map$|tsbuildinfo/;

/** The files of a tarball that a user of the package has no use for. */
export function strangers(files: readonly string[]): string[] {
	return files.filter((file) => !expected.test(file) || unwanted.test(file));
}
