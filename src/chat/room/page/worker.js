// Holds the one line to the room for all windows of this browser, and passes on what comes.

import { keepOpen } from "./line.js";

const windows = new Set();
let status = "lost";

keepOpen((event, data) => {
  if (event === "status") status = data;
  for (const port of windows) port.postMessage([event, data]);
});

addEventListener("connect", ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data === "bye") return windows.delete(port);
    windows.add(port);
    // The line may have been open for long: a new window asks for the state by itself.
    port.postMessage(["joined", status]);
  };
});
