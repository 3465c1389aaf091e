/** A distance in metres as a result has it: coordinates are not more exact than a tenth of a metre. */
export function roundToDecimetre(metres: number): number {
	return Math.round(metres * 10) / 10;
}
