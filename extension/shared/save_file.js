// Saves a text as a file by offering it as a download. Depends on nothing.

/**
 * @param {string} name
 * @param {string} text
 * @param {string} [type] media type
 */
export function saveFile(name, text, type = "text/csv;charset=utf-8") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
