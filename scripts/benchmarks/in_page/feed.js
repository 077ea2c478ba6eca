// Simulates a feed of prices, in which 1,000 texts change in each second. Every hundredth new text
// contains a phone number. Depends on nothing.

const CHANGES_A_TURN = 50;
const TURN_MS = 50;
const cells = [...document.querySelectorAll("td")];
let changes = 0;

function change() {
  for (let count = 0; count < CHANGES_A_TURN; count += 1) {
    changes += 1;
    const text = cells[(changes * 7) % cells.length].firstChild;
    text.data =
      changes % 100 === 0
        ? `call (415) 555-${2000 + (changes % 8000)}`
        : `${(changes * 37) % 900}.${(changes % 90) + 10} EUR`;
  }
}

/**
 * Makes `count` changes, CHANGES_A_TURN at each tick of a timer. Resolves after the last change.
 */
function run(count) {
  return new Promise((done) => {
    const end = changes + count;
    const timer = setInterval(() => {
      change();
      if (changes < end) return;
      clearInterval(timer);
      done([]);
    }, TURN_MS);
  });
}
