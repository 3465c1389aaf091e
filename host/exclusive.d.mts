export declare function exclusively<T>(
	name: string,
	work: () => Promise<T>,
	onWait?: () => void,
): Promise<T>;
