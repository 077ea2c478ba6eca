// A text that changes in every frame, beside whatever else stands on the page. Depends on nothing.

/** Counts through so many frames. */
async function run(count) {
  const counter = document.getElementById("counter");
  for (let frame = 0; frame < count; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    counter.firstChild.data = `frame ${frame}`;
  }
  return [];
}
