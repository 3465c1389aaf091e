export declare class Failure extends Error {
	constructor(message: string);
}

export declare function explain(error: unknown): string;
