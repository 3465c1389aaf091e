export declare function missingPlatformPackages(
	packages: Record<string, unknown>,
): Record<string, unknown>;
