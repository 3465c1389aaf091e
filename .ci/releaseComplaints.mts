/** What the places say that must agree before a version is published. */
export interface Release {
	/** package.json's version. */
	version: string;
	/** package-lock.json has it twice. */
	lockVersions: readonly unknown[];
	changelog: string;
	/** What package.json marks as not real yet, such as the author. */
	placeholders: readonly unknown[];
	/** The author's address. */
	authorEmail: string;
	/** The Git tag that is published, if one is. */
	tag?: string | undefined;
}

/** Domains that nobody can own (RFC 2606). */
const RESERVED = /@(.+\.)?(example(\.(com|net|org))?|test|invalid|localhost)$/;

export function releaseComplaints(release: Release): string[] {
	const { version, lockVersions, changelog, tag, placeholders, authorEmail } = release;
	const complaints: string[] = [];
	if (placeholders.length > 0) {
		complaints.push(
			`package.json has placeholders: ${placeholders.join(', ')}. Enter the real values, and remove "placeholders".`,
		);
	} else if (RESERVED.test(authorEmail)) {
		complaints.push(`The author's address ${authorEmail} does not exist.`);
	}
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
