/// How the report looks: light and dark, on a narrow screen and on paper. Text and marks have a contrast of 4.5 to 1 or
/// more (Web Content Accessibility Guidelines 2.2, 1.4.3). What pictures share, their axes, is drawn where no selector
/// sees the `svg` around it.
enum PageStyle {
    static let text = """
        :root{color-scheme:light dark;--bg:#fff;--fg:#1c1c1e;--dim:#5c5c63;--line:#d9d9de;--better:#0a6b2d;\
        --worse:#b3261e;--changed:#1f5fbf;--value:#444;--add:#e3f5e6;--del:#fce8e6;--addw:#a9e0b4;--delw:#f5b8b2}
        @media(prefers-color-scheme:dark){:root{--bg:#161618;--fg:#ececf0;--dim:#a5a5ad;--line:#3a3a40;\
        --better:#5fd38a;--worse:#ff8a80;--changed:#8ab4f8;--value:#c8c8ce;--add:#14301c;--del:#3a1a18;\
        --addw:#1f6b35;--delw:#8c2f28}}
        body{margin:0 auto;max-width:75rem;padding:0 1rem 4rem;background:var(--bg);color:var(--fg);\
        font:16px/1.5 system-ui,sans-serif}
        h1{font-size:1.5rem;line-height:1.3;margin:.2em 0 .6em}h2{margin:2.2em 0 .5em}h3{margin:1.4em 0 .3em}
        .series,.note,.author,.steps{color:var(--dim);margin:.3em 0}
        .numbers{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;list-style:none;padding:0}.numbers b{font-size:1.6rem}
        nav{position:sticky;top:0;background:var(--bg);border-bottom:1px solid var(--line);padding:.4rem 0;z-index:1}
        nav a{margin-right:1rem}a{color:var(--changed)}
        .wide{overflow-x:auto}table{border-collapse:collapse;margin:.6em 0}caption{text-align:left;color:var(--dim)}
        td,th{padding:.15rem .6rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
        th[scope=row],td.text{text-align:left}td.text{white-space:normal}
        .better{color:var(--better)}.worse{color:var(--worse)}.changed{color:var(--changed)}
        .open,.none,:where(td[title]){color:var(--dim)}
        .multiples{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:.5rem}
        .large{grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr))}
        figure{margin:0}svg{width:100%;height:auto}
        text{font:10px system-ui,sans-serif;fill:var(--dim)}
        svg text.total,svg .total text{fill:var(--fg);font-weight:600}
        path{fill:none;stroke:var(--value)}.grid{stroke:var(--line)}
        svg .sample{stroke:var(--value);stroke-width:2;stroke-linecap:round;opacity:.28}
        svg .reported{stroke-dasharray:4 3;stroke:var(--changed)}
        svg .points{stroke-width:5;stroke-linecap:round}
        svg circle{fill:var(--bg);stroke:var(--value)}svg rect{fill:var(--value)}svg rect.total{fill:var(--dim)}
        svg path.better{stroke:var(--better)}svg path.worse{stroke:var(--worse)}svg path.changed{stroke:var(--changed)}
        svg circle.better,svg rect.better{fill:var(--better);stroke:var(--better)}
        svg circle.worse,svg rect.worse{fill:var(--worse);stroke:var(--worse)}
        svg circle.changed,svg rect.changed{fill:var(--changed);stroke:var(--changed)}
        article{border-top:2px solid var(--line);margin-top:1.5rem;scroll-margin-top:3rem}
        article:target h3{color:var(--changed)}section{scroll-margin-top:3rem}
        pre{overflow-x:auto;font:13px/1.4 ui-monospace,monospace}.message{white-space:pre-wrap}
        .diff ins{text-decoration:none;background:var(--add);display:inline-block;min-width:100%}
        .diff del{text-decoration:none;background:var(--del);display:inline-block;min-width:100%}
        .diff em{font-style:normal;background:var(--addw)}.diff del em{background:var(--delw)}
        .diff b,.diff i{font-weight:400;font-style:normal;color:var(--dim)}
        .plus{color:var(--better)}.minus{color:var(--worse)}
        @media print{nav,#range,.steps{display:none}body{max-width:none;font-size:11pt}article{break-before:page}\
        figure,tr{break-inside:avoid}}
        """
}
