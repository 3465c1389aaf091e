export declare function claim(name: string): Promise<(() => void) | undefined>;
