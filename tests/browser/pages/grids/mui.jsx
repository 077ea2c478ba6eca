// A grid of people with the library that names this file, and the functions that test steps call.

import { DataGrid } from "@mui/x-data-grid";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { FIELDS, people, ready } from "../compared/grid.js";

const saved = people(60);
let show = () => {};

function People() {
  const [shown, setShown] = useState({ words: "", page: 0 });
  show = setShown;
  return (
    <div style={{ height: 400, width: 760 }}>
      <DataGrid
        rows={saved.filter(({ phone }) => phone.includes(shown.words))}
        columns={FIELDS.map((field) => ({ field, editable: true, width: 220 }))}
        paginationModel={{ page: shown.page, pageSize: 20 }}
        pageSizeOptions={[20]}
        processRowUpdate={(row) => {
          saved[row.id - 1] = row;
          return row;
        }}
      />
    </div>
  );
}

createRoot(document.body.appendChild(document.createElement("div"))).render(<People />);
ready(() => saved, {
  filter: (words) => show({ words, page: 0 }),
  next: () => show({ words: "", page: 1 }),
});
