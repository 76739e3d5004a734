// Opens a staleness report in Chromium: reads, sorts, searches and filters it, looks for requests, dialogs, console
// messages and accessibility violations, and takes pictures.
// Run by html.sh; needs playwright-core, axe-core (npm) and a Chromium.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import path from "node:path";

const require = createRequire(path.join(process.env.NODE_MODULES, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [file, pictures] = process.argv.slice(2);
mkdirSync(pictures, { recursive: true });

const faults = [];
const check = (what, fine, detail = "") => {
  console.log(`${fine ? "ok  " : "FAIL"} ${what}${fine ? "" : `: ${detail}`}`);
  if (!fine) faults.push(what);
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const looks = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 375, height: 720 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  noscript: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
};

for (const [look, options] of Object.entries(looks)) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const noise = [];
  const own = pathToFileURL(path.resolve(file)).href;
  page.on("request", (request) => {
    if (request.url() !== own && !request.url().startsWith("data:")) noise.push(`request ${request.url()}`);
  });
  page.on("console", (message) => noise.push(`console ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error ${error}`));
  page.on("dialog", async (dialog) => {
    noise.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(own);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${look}: nothing is wider than the window`, wide <= 0, `${wide} px`);
  await page.screenshot({ path: `${pictures}/${look}.png`, fullPage: true });
  if (look !== "noscript") {
    await use(page, look);
    // axe is let in by the tools, past the page's own policy.
    const client = await context.newCDPSession(page);
    await client.send("Runtime.evaluate", { expression: axe });
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const told = result.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)}`);
    check(`${look}: axe finds no violation`, told.length === 0, told.join("\n       "));
    check(`${look}: axe passes many rules`, result.passes.length > 15, String(result.passes.length));
    if (look === "desktop") {
      await page.emulateMedia({ media: "print" });
      await page.pdf({ path: `${pictures}/print.pdf`, format: "A4" });
    }
  } else {
    check("noscript: every sentence is there", (await page.locator("ul.items > li").count()) > 0);
    check("noscript: no control without a function", !(await page.locator("#controls").isVisible()));
  }
  check(`${look}: no request, dialog, error or console message`, noise.length === 0, noise.join("; "));
  await context.close();
}
await browser.close();
console.log(faults.length ? `${faults.length} faults` : "no fault");
process.exit(faults.length ? 1 : 0);

async function use(page, look) {
  const visible = () => page.locator("article:visible").count();
  const all = await visible();
  const table = page.locator("#articles table");
  const titles = () => table.locator("tbody tr:visible th").allTextContents();
  const before = await titles();
  await table.locator("thead button").first().click();
  const up = await titles();
  await table.locator("thead button").first().click();
  const down = await titles();
  const sorted = [...before].sort((a, b) => a.trim().localeCompare(b.trim(), "en", { numeric: true, sensitivity: "base" }));
  check(`${look}: sorts by title`, JSON.stringify(up) === JSON.stringify(sorted), up.join(" / "));
  check(`${look}: sorts the other way`, JSON.stringify(down) === JSON.stringify([...up].reverse()) || new Set(up).size < up.length);
  check(`${look}: says how it is sorted`, (await table.locator("th[aria-sort=descending]").count()) === 1);
  await table.locator("thead button").nth(1).focus();
  await page.keyboard.press("Enter");
  check(`${look}: sorts by keyboard`, (await table.locator("th").nth(1).getAttribute("aria-sort")) === "ascending");

  const word = (await page.locator("article h3").last().textContent()).trim();
  await page.fill("#search", word);
  const found = await visible();
  check(`${look}: search narrows`, found >= 1 && found < all, `${found} of ${all} for ${word}`);
  await page.fill("#search", "no article has these words zzz");
  check(`${look}: search finds nothing where nothing is`, (await visible()) === 0);
  check(`${look}: and says so`, (await page.locator("#count").textContent()).startsWith("0 of"));
  await page.fill("#search", "");
  const wanted = await page.locator("ul.items > li").last().getAttribute("data-state");
  await page.selectOption("#state", wanted);
  const states = await page.locator("ul.items > li:visible").evaluateAll((items) => items.map((i) => i.dataset.state));
  check(`${look}: shows one state`, states.length > 0 && states.every((state) => state === wanted), states.join());
  await page.selectOption("#state", "");
  const owners = await page.locator("#owner option").count();
  if (owners > 1) {
    await page.selectOption("#owner", { index: 1 });
    const shown = await visible();
    check(`${look}: shows one owner's`, shown > 0 && shown < all, `${shown} of ${all}`);
    await page.selectOption("#owner", "");
  }
  check(`${look}: shows all again`, (await visible()) === all);
}
