// Changes a text of the page in every rendered frame. Depends on nothing.

/** Increases the number in the text once in each of `count` frames. */
async function run(count) {
  const counter = document.getElementById("counter");
  for (let frame = 0; frame < count; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    counter.firstChild.data = `frame ${frame}`;
  }
  return [];
}
