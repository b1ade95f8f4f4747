/** What one analysis may still take, in steps carried out, commands looked at, events made and starts judged; shared by the copies of a world. */
export interface Budget {
  left: number;
}

/** The hungriest of two hundred repositories took a fifteenth of it. */
const most = 200_000;

export function fullBudget(): Budget {
  return { left: most };
}

interface Spender {
  readonly budget: Budget;
  limit(text: string): void;
}

/** Takes units; false when nothing is left, which the report then says. */
export function spend(world: Spender, units = 1): boolean {
  if (world.budget.left > 0) {
    world.budget.left -= units;
    return true;
  }
  world.limit('the workflows do more than can be followed in reasonable time; what is missing here was not looked at');
  return false;
}
