export declare function isFresh(folder: string): boolean;
