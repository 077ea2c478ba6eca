// Simulates a data grid: a table of thousands of rows that has elements only for the rows in view,
// and uses these elements again for other rows when it scrolls. The page must contain the elements
// #scroller and #space, and #space must contain the row elements. Depends on nothing.

const ROW_PX = 20;
const STEP_PX = 50;
const scroller = document.getElementById("scroller");
const rows = [...document.querySelectorAll(".row")];
const total = document.getElementById("space").offsetHeight / ROW_PX;

/**
 * Draws the rows in view. A row that no element shows yet gets an element whose own row is out of
 * view.
 */
function draw() {
  const first = Math.min(Math.floor(scroller.scrollTop / ROW_PX), total - rows.length);
  for (let index = first; index < first + rows.length; index += 1) {
    const row = rows[index % rows.length];
    if (row.dataset.index === `${index}`) continue;
    row.dataset.index = `${index}`;
    row.style.transform = `translateY(${index * ROW_PX}px)`;
    const [place, name, phone] = row.children;
    place.firstChild.data = `${index}`;
    name.firstChild.data = `Person ${index}`;
    phone.firstChild.data = `(${415 + Math.floor(index / 8000)}) 555-${2000 + (index % 8000)}`;
  }
}

scroller.addEventListener("scroll", draw);
draw();

/** Scrolls for `count` frames. Returns the milliseconds from each frame to the next. */
async function run(count) {
  const times = [];
  let step = STEP_PX;
  for (let frame = 0; frame <= count; frame += 1) {
    times.push(await new Promise((done) => requestAnimationFrame(done)));
    if (scroller.scrollTop + step > scroller.scrollHeight - scroller.clientHeight) step = -STEP_PX;
    if (scroller.scrollTop + step < 0) step = STEP_PX;
    scroller.scrollTop += step;
  }
  return times.slice(1).map((time, index) => time - times[index]);
}
