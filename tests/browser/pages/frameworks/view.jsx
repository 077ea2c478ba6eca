// The view of React and Preact: texts alone, adjacent, without spaces, split, conditional, keyed.

function Contact({ name, phone, note }) {
  return (
    <li>
      {name}: {phone} {note && <em>{note}</em>}
    </li>
  );
}

export function View({ title, phone, area, rest, other, note, office, contacts, bare }) {
  return (
    <main>
      <h1>{title}</h1>
      <p>
        Tel: {phone} ext
      </p>
      <p>{phone}</p>
      <p>
        <b>Tel:</b>
        {phone}
      </p>
      <p>
        {area} {rest}
      </p>
      <p>
        {other ? `Call ${phone}.` : null} <i>or</i> {other}
      </p>
      {bare && phone}
      {office && <section>Office {office}</section>}
      <ul>
        {contacts.map((contact) => (
          <Contact key={contact.id} {...contact} />
        ))}
      </ul>
      <pre>Note {note}</pre>
      <div style={{ whiteSpace: "pre-wrap" }}>{phone}</div>
      <div style={{ display: "flex" }}>
        {phone}
        <span>{other}</span>
      </div>
    </main>
  );
}
