// The states that every sample application goes through, the same for the same seed: numbers
// appear, change and disappear; contacts are reordered, removed and added.

const NUMBERS = [
  "(415) 555-2671",
  "+1 213 373 4253",
  "213-373-4253",
  "650.253.0000",
  "+44 20 7946 0958",
  "4155552671",
  "+33 1 42 68 53 00",
  "(650) 253-0001",
];
const TEXTS = ["", "", "nobody", " ", "Tel", "call me"];

/** @param {number} seed @returns {() => number} random numbers from 0 to 1 (mulberry32) */
function randomFrom(seed) {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let value = Math.imul(at ^ (at >>> 15), 1 | at);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param {number} seed */
function* states(seed) {
  const random = randomFrom(seed);
  const one = (values) => values[Math.floor(random() * values.length)];
  const maybe = (likely) => (random() < likely ? one(NUMBERS) : one(TEXTS));
  let state = {
    title: "Contacts",
    phone: NUMBERS[0],
    area: "(415)",
    rest: "555-2671",
    other: "",
    note: "",
    office: "",
    contacts: [],
    bare: false,
  };
  let next = 0;
  for (;;) {
    yield state;
    state = structuredClone(state);
    if (random() < 0.6) state.phone = maybe(0.6);
    if (random() < 0.2) state.title = random() < 0.5 ? `Ring ${one(NUMBERS)}` : "Contacts";
    if (random() < 0.3)
      [state.area, state.rest] = one([
        ["(415)", "555-2671"],
        ["", ""],
        ["(213)", "373-4253"],
        ["213", "-"],
      ]);
    if (random() < 0.3) state.other = maybe(0.4);
    if (random() < 0.3)
      state.note = random() < 0.5 ? `see ${one(NUMBERS)}\n${maybe(0.5)}` : one(TEXTS);
    if (random() < 0.2) state.office = maybe(0.5);
    if (random() < 0.2) state.bare = !state.bare;
    const { contacts } = state;
    if (random() < 0.4)
      contacts.push({
        id: (next += 1),
        name: `Name ${next}`,
        phone: maybe(0.7),
        note: random() < 0.5 ? "" : `or ${maybe(0.4)}`,
      });
    if (random() < 0.3) contacts.splice(Math.floor(random() * contacts.length), 1);
    if (random() < 0.3) contacts.sort(() => random() - 0.5);
    if (contacts.length > 8) contacts.length = 2;
    if (contacts.length && random() < 0.5) one(contacts).phone = maybe(0.6);
    if (contacts.length && random() < 0.2) one(contacts).note = `or ${maybe(0.4)}`;
  }
}

window.statesFrom = states;
window.firstState = states(1).next().value;
