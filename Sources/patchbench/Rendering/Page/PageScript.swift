/// What the report can do beyond reading: n and p go to the next and the previous patch, and two stages that are chosen
/// show the hunks of all patches between them.
enum PageScript {
    static let text = """
        'use strict';
        const all=[...document.querySelectorAll('article[data-stage]')];
        const at=()=>all.findIndex(a=>'#'+a.id===location.hash);
        const go=i=>{if(all[i]){location.hash=all[i].id;all[i].focus()}};
        addEventListener('keydown',e=>{
        if(e.ctrlKey||e.metaKey||e.altKey||/INPUT|SELECT|TEXTAREA/.test(e.target.tagName))return;
        if(e.key==='n'||e.key==='j')go(at()+1);
        if((e.key==='p'||e.key==='k')&&at()>0)go(at()-1)});
        const form=document.getElementById('range'),out=document.getElementById('between');
        if(form&&all.length>1){
        const names=['0',...all.map(a=>a.dataset.stage)];
        for(const s of form.querySelectorAll('select'))for(const n of names)s.add(new Option(n,n));
        form.hidden=false;
        form.addEventListener('change',()=>{
        const from=+form.from.value,to=+form.to.value,files=new Map();
        all.filter(a=>+a.dataset.stage>from&&+a.dataset.stage<=to).forEach(a=>{
        a.querySelectorAll('details.file').forEach(d=>{const p=d.dataset.path;
        if(!files.has(p))files.set(p,[]);files.get(p).push([a.querySelector('h3').textContent,d])})});
        out.replaceChildren(...[...files].map(([p,parts])=>{
        const box=document.createElement('details');box.className='file';
        box.innerHTML='<summary></summary>';box.firstChild.textContent=p+' ('+parts.length+')';
        for(const [title,d] of parts){const h=document.createElement('h4');h.textContent=title;
        box.append(h,d.querySelector('pre').cloneNode(true))}
        return box}));
        form.querySelector('output').textContent=
        to>from?files.size+(files.size===1?' file':' files'):'no patch lies between them'})}
        """
}
