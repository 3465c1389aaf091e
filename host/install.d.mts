export declare function install(folder: string, label: string, stamp?: string): Promise<boolean>;
export declare function npm(args: string[], folder: string, env?: NodeJS.ProcessEnv): Promise<void>;
