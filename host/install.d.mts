export declare function install(folder: string, label: string): Promise<void>;

export declare function npm(
	args: readonly string[],
	options: { folder: string; label: string; env?: NodeJS.ProcessEnv },
): Promise<void>;
