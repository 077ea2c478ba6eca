// Runs the extension's native_port.js in Node against a real host process:
//   node native_port_process.mjs FOLDER COMMAND… < requests, one JSON array [type, fields] a line
// FOLDER contains native_port.js and native_protocol.js, and COMMAND starts the host. Prints {"ok"}
// or {"problem"} for each request, and {"lost"} when native_port.js says that the host is lost. Only the browser's port is replaced: this script starts the host
// as a child process and exchanges the frames.

import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, ...command] = process.argv.slice(2);

/** @returns {any} a port like that of chrome.runtime.connectNative */
function connectNative() {
  const host = spawn(command[0], command.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
  const events = new EventEmitter();
  let received = Buffer.alloc(0);
  host.stdout.on("data", (bytes) => {
    received = Buffer.concat([received, bytes]);
    while (received.length >= 4 && received.length >= 4 + received.readUInt32LE()) {
      const end = 4 + received.readUInt32LE();
      events.emit("message", JSON.parse(received.subarray(4, end).toString()));
      received = received.subarray(end);
    }
  });
  host.on("exit", () => events.emit("disconnect"));
  return {
    onMessage: { addListener: (listener) => events.on("message", listener) },
    onDisconnect: { addListener: (listener) => events.on("disconnect", listener) },
    postMessage(message) {
      const payload = Buffer.from(JSON.stringify(message));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(payload.length);
      host.stdin.write(Buffer.concat([length, payload]));
    },
    disconnect: () => host.stdin.end(),
  };
}

globalThis.chrome = {
  i18n: { getMessage: (key) => key },
  runtime: { connectNative, getManifest: () => ({ version: "0.1.0" }), lastError: undefined },
};
const { askHost, listenToHost } = await import(pathToFileURL(`${folder}/native_port.js`).href);
listenToHost({
  pushed: () => {},
  lost: () => console.log(JSON.stringify({ lost: true })),
  needed: () => true,
});
for await (const line of createInterface({ input: process.stdin })) {
  const answer = await askHost(...JSON.parse(line)).then(
    (ok) => ({ ok }),
    (problem) => ({ problem }),
  );
  console.log(JSON.stringify(answer));
}
process.exit(0);
