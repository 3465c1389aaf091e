// The scanner ships no types.
export declare const SOURCE_FILE_PATTERNS: readonly string[];

export declare function analyzePackage(
	folder: string,
	filePatterns: readonly string[],
): Promise<{ passed: boolean; message?: string; details?: string }>;
