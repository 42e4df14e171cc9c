// Unpacks the Brotli files of @sparticuz/chromium: node unpack.mjs SOURCE TARGET
import { createReadStream, createWriteStream, chmodSync, mkdirSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const FILES = {
  "chromium.br": "chromium",
  "al2023.tar.br": "lib.tar",
  "swiftshader.tar.br": "swiftshader.tar",
  "fonts.tar.br": "fonts.tar",
};

const [source, target] = process.argv.slice(2);
mkdirSync(target, { recursive: true });
for (const [packed, plain] of Object.entries(FILES)) {
  await pipeline(
    createReadStream(`${source}/${packed}`),
    createBrotliDecompress(),
    createWriteStream(`${target}/${plain}`),
  );
}
chmodSync(`${target}/chromium`, 0o755);
