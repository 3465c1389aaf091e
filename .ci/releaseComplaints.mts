/** What the places say that must agree before a version is published. */
export interface Release {
	/** package.json's version. */
	version: string;
	/** package-lock.json has it twice. */
	lockVersions: readonly unknown[];
	changelog: string;
	/** The Git tag that is published, if one is. */
	tag?: string | undefined;
}

export function releaseComplaints({ version, lockVersions, changelog, tag }: Release): string[] {
	const complaints: string[] = [];
	if (lockVersions.some((other) => other !== version)) {
		complaints.push(`package-lock.json is not of version ${version}: npm install writes it.`);
	}
	if (tag !== undefined && tag !== `v${version}`) {
		complaints.push(`The tag ${tag} does not fit version ${version} in package.json.`);
	}
	const heading = changelog.split('\n').find((line) => line.startsWith(`## [${version}]`));
	if (heading === undefined) {
		complaints.push(`CHANGELOG.md has no section "## [${version}]".`);
	} else if (!/^## \[.+\] - \d{4}-\d\d-\d\d$/.test(heading)) {
		complaints.push(`CHANGELOG.md lacks the date: "## [${version}] - YYYY-MM-DD".`);
	}
	return complaints;
}
