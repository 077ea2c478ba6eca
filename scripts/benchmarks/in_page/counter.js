// A text that changes in every frame, beside the rest of the page. Depends on nothing.

/** Counts up for a number of frames. */
async function run(count) {
  const counter = document.getElementById("counter");
  for (let frame = 0; frame < count; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    counter.firstChild.data = `frame ${frame}`;
  }
  return [];
}
