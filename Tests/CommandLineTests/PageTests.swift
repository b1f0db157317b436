import Foundation
import PatchbenchTestSupport
import Testing

/// The report in a browser: what can be told by nothing else.
@Suite(.enabled(if: Chromium.isInstalled, "chromium is not installed"))
struct PageTests {
    /// A page of a run with a change, tests, claims and a search.
    private static func page() async throws -> (TemporaryFolder, String) {
        let small = try SmallSeries()
        try small.edit("patches/0001-lower-the-value.patch") {
            $0.replacing("Feature: lower-value", with: "Feature: lower-value\nClaim: alloc -20%")
        }
        _ = try await small.patchbench("run", "--rounds", "3").expectSuccess()
        _ = try await small.patchbench("bisect", "--metric", "alloc", "0..3").expectSuccess()
        _ = try await small.patchbench("report", "-o", "page.html").expectSuccess()
        return (small.folder, try small.folder.text(of: "page.html"))
    }

    @Test(arguments: [false, true]) func `the page is read by eye, by key and by ear, in a wide and in a narrow window`(
        isDark: Bool
    ) async throws {
        let (folder, page) = try await Self.page()
        let found = try Chromium.check(page, widths: [1280, 360], isDark: isDark, in: folder)
        #expect(found.count == 2)
        for (width, facts) in found {
            #expect(facts.problems == [], "\(width) columns, dark: \(isDark)")
            #expect(facts.isDark == isDark)
            #expect(
                facts.heading == "1 lower-value and 3 halved-value make alloc(size=32) 20% and 50% faster; "
                    + "1 patch changes nothing that can be told.")
            // n, n, p from the top; then the patch that a link names.
            #expect(facts.stages == ["#stage-1", "#stage-2", "#stage-1"])
            #expect(facts.between == "1 file")
        }
    }

    @Test func `on paper every patch begins a page, and what is for the screen alone is left out`() async throws {
        let (folder, page) = try await Self.page()
        try folder.write(page, to: "page.html")
        try Chromium.run(["--no-pdf-header-footer", "--print-to-pdf=page.pdf", "page.html"], in: folder)
        let pdf = try Data(contentsOf: folder.file("page.pdf"))
        #expect(pdf.starts(with: Data("%PDF".utf8)))
        let text = String(decoding: pdf, as: Unicode.ASCII.self)
        #expect(text.matches(of: #/\/Type\s*\/Page\b(?!s)/#).count >= 4)
    }
}

/// A browser without a window.
private enum Chromium {
    static let isInstalled = (try? Command.run("chromium", ["--version"], in: URL(filePath: "/")))?.status == 0

    struct Facts: Decodable {
        var isDark: Bool
        var heading: String
        var stages: [String]
        var between: String
        var problems: [String]
    }

    @discardableResult
    static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Command {
        let options = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--user-data-dir=\(folder.file("profile").path)", "--virtual-time-budget=10000",
        ]
        return try Command.run(
            "timeout", ["600", "chromium"] + options + arguments, in: folder.url, environment: ["HOME": folder.url.path]
        ).expectSuccess()
    }

    /// Shows the page in frames of these widths, and has a script look at it there.
    static func check(
        _ page: String, widths: [Int], isDark: Bool, in folder: TemporaryFolder
    ) throws -> [(Int, Facts)] {
        let source = page.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        let frames = widths.map { "<iframe width=\"\($0)\" height=\"800\" srcdoc=\"\(source)\"></iframe>" }.joined()
        let scheme = "<meta name=\"color-scheme\" content=\"\(isDark ? "dark" : "light")\">"
        try folder.write(
            "<!DOCTYPE html><meta charset=\"utf-8\">\(scheme)<body>\(frames)<pre id=\"found\"></pre>"
                + "<script>\(script)</script></body>", to: "frames.html")
        let answer = try run(
            ["--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)", "--dump-dom", "frames.html"], in: folder)
        let text = try #require(answer.text.firstMatch(of: #/FOUND(.*?)END/#)?.1, "\(answer.errors)")
        let json = [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")].reduce(String(text)) {
            $0.replacing($1.0, with: $1.1)
        }
        return Array(zip(widths, try JSONDecoder().decode([Facts].self, from: Data(json.utf8))))
    }

    /// What the Web Content Accessibility Guidelines 2.2 ask for, as far as a script sees it: names (1.1.1, 4.1.2),
    /// relationships (1.3.1), contrast (1.4.3), reflow (1.4.10), keys (2.1.1), order of focus (2.4.3), language
    /// (3.1.1).
    private static let script = #"""
        const colour=c=>{const m=c.match(/[\d.]+/g).map(Number);return m.length<4?[...m,1]:m};
        const light=c=>{const f=v=>(v/=255)<=.03928?v/12.92:((v+.055)/1.055)**2.4;
        return .2126*f(c[0])+.7152*f(c[1])+.0722*f(c[2])};
        const ratio=(a,b)=>{const [x,y]=[light(a),light(b)].sort((p,q)=>q-p);return (x+.05)/(y+.05)};
        function look(w){
        const d=w.document,problems=[];
        const say=(what,e)=>problems.push(what+': '+(e&&e.outerHTML||'').slice(0,80));
        const isSeen=e=>{const s=w.getComputedStyle(e);return s.display!=='none'&&s.visibility!=='hidden'&&
        e.getClientRects().length>0};
        if(!d.documentElement.lang)say('no language');
        if(d.querySelectorAll('h1').length!==1)say('not one h1');
        let level=0;
        for(const h of d.querySelectorAll('h1,h2,h3,h4,h5,h6')){const n=+h.tagName[1];
        if(n>level+1)say('a level is left out',h);level=n}
        const ids=[...d.querySelectorAll('[id]')].map(e=>e.id);
        ids.filter((id,i)=>ids.indexOf(id)!==i).forEach(id=>say('id twice '+id));
        for(const a of d.querySelectorAll('a[href^="#"]'))
        if(!d.getElementById(a.getAttribute('href').slice(1)))say('leads nowhere',a);
        for(const e of d.querySelectorAll('a,button,select,input,summary,[role=region],nav')){
        const label=e.labels&&e.labels[0]?e.labels[0].textContent:'';
        if(!(e.getAttribute('aria-label')||e.textContent||label).trim())say('no name',e)}
        for(const s of d.querySelectorAll('svg'))
        if(s.getAttribute('role')!=='img'||!(s.getAttribute('aria-label')||s.querySelector('title')))say('picture',s);
        for(const t of d.querySelectorAll('table')){
        if(!t.caption)say('no caption',t);
        for(const h of t.querySelectorAll('th'))if(!h.scope)say('no scope',h)}
        for(const e of d.querySelectorAll('[tabindex]'))if(e.tabIndex>0)say('order of focus',e);
        if(d.documentElement.scrollWidth>w.innerWidth+1)say('wider than its window: '+d.documentElement.scrollWidth);
        for(const b of d.querySelectorAll('.wide'))
        if(b.scrollWidth>b.clientWidth&&b.tabIndex<0)say('scrolled by mouse alone',b);
        const seen=new Set();
        const walk=d.createTreeWalker(d.body,NodeFilter.SHOW_TEXT);
        while(walk.nextNode()){const e=walk.currentNode.parentElement;
        if(!walk.currentNode.textContent.trim()||seen.has(e)||!isSeen(e)||e.closest('script,style'))continue;
        seen.add(e);
        const s=w.getComputedStyle(e);
        let under=e,back=[0,0,0,0];
        while(under&&(back=colour(w.getComputedStyle(under).backgroundColor))[3]===0)under=under.parentElement;
        const fore=colour(e.closest('svg')?s.fill:s.color);
        const r=ratio(fore,under?back:[255,255,255,1]);
        if(r<4.5)say('contrast '+r.toFixed(1),e)}
        const stages=[];
        for(const k of ['n','n','p']){d.body.dispatchEvent(new w.KeyboardEvent('keydown',{key:k,bubbles:true}));
        stages.push(w.location.hash)}
        const form=d.getElementById('range');
        form.from.value='0';form.to.value='1';form.dispatchEvent(new w.Event('change'));
        return {isDark:w.matchMedia('(prefers-color-scheme: dark)').matches,heading:d.querySelector('h1').textContent,
        stages,between:form.querySelector('output').textContent,problems}}
        addEventListener('load',()=>{
        const all=[...document.querySelectorAll('iframe')].map(f=>{try{return look(f.contentWindow)}
        catch(e){return {isDark:false,heading:'',stages:[],between:'',problems:[String(e)]}}});
        document.getElementById('found').textContent='FOUND'+JSON.stringify(all)+'END'})
        """#
}
