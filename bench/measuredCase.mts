import type { Laboratory } from './laboratory.mts';

/** One question of the benchmark. */
export interface MeasuredCase {
	letter: string;
	title: string;
	/** How often each side has its turn when nobody says otherwise. */
	rounds: number;
	/** Measures, and answers in Markdown. */
	run: (laboratory: Laboratory, rounds: number, say: Say) => Promise<string>;
}

export type Say = (progress: string) => void;
