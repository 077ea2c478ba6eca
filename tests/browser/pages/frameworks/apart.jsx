// React content rendered elsewhere or later: a portal into another place of the page, and a
// suspended part whose old text stays in the page, hidden.
import { Suspense } from "react";
import { createPortal } from "react-dom";

const aside = document.body.appendChild(document.createElement("aside"));

const never = new Promise(() => {});

function Late({ isAwaited, phone }) {
  if (isAwaited) throw never;
  return <p>Late: {phone}</p>;
}

export function Apart({ phone, other, office, bare }) {
  return (
    <>
      {office && createPortal(<p>Beside {phone}</p>, aside)}
      <Suspense fallback={<p>Wait for {other}</p>}>
        <Late isAwaited={bare} phone={phone} />
      </Suspense>
    </>
  );
}
