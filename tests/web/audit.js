// Open each page in a frame of each width, ask axe about it, and write all that was found into the title as JSON.
// `pages` are addresses, `widths` CSS pixels, `options` axe's; this document and the pages are files.
async function audit(pages, widths, options, axe) {
  const found = [];
  for (const page of pages) for (const width of widths) {
    const frame = document.createElement("iframe");
    frame.width = width; frame.height = 900; frame.style.border = 0;
    const opened = new Promise(resolve => { frame.onload = resolve; });
    frame.src = page;
    document.body.replaceChildren(frame);
    await opened;
    const inside = frame.contentDocument, root = inside.documentElement;
    await inside.fonts.ready;
    for (const closed of inside.querySelectorAll("details")) closed.open = true;
    const seen = { page, width, scrolls: root.scrollWidth > root.clientWidth, violations: [], passes: 0 };
    const script = inside.createElement("script");
    script.textContent = axe;
    inside.head.append(script);
    const told = await frame.contentWindow.axe.run(inside, options);
    seen.passes = told.passes.length;
    for (const rule of told.violations) for (const node of rule.nodes)
      seen.violations.push(`${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`);
    found.push(seen);
  }
  document.body.replaceChildren();
  document.title = JSON.stringify(found);
}
