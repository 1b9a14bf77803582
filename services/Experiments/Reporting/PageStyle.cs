namespace PlayCount.Experiments.Reporting;

/// <summary>The page's style: light and dark, narrow and wide, on paper. It holds no character that markup would have to encode.</summary>
internal static class PageStyle
{
    public const string Css = """

        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#59636e;--rule:#d5dae0;--panel:#f5f7f9;--good:#0a6b3d;--bad:#a12d1c;
        --open:#8a5a00;--s0:#0063a3;--s1:#c44e00;--s2:#007a56;--s3:#a3478a}
        @media (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e6e9ec;--soft:#9aa5b1;--rule:#343b44;--panel:#1d2228;--good:#4cc38a;
        --bad:#ff8f78;--open:#e5b454;--s0:#62b3f0;--s1:#ff9a52;--s2:#3fcf9b;--s3:#e08ac6}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:74rem;margin:0 auto;padding:2rem 1.25rem 4rem}
        h1{font-size:1.75rem;line-height:1.2;margin:.2rem 0 1rem;text-wrap:balance}
        h2{font-size:1.2rem;margin:2.5rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--rule)}
        p,ul,figure{margin:.5rem 0}
        ul{padding-left:1.2rem}
        a{color:inherit}
        .kicker{color:var(--soft);margin:0}
        .note,figcaption,caption{color:var(--soft);font-size:.875rem;text-align:left}
        .banner{border:2px solid var(--bad);color:var(--bad);font-weight:600;padding:.75rem 1rem;border-radius:6px}
        .cards{list-style:none;padding:0;display:grid;gap:.75rem}
        .card{border:1px solid var(--rule);border-left:5px solid var(--soft);background:var(--panel);padding:.6rem 1rem;border-radius:4px}
        .card p{margin:.1rem 0}
        .answer{display:flex;flex-wrap:wrap;gap:.25rem .75rem}
        .Skill{border-left-color:var(--good)}.Skill strong{color:var(--good)}
        .Leaky{border-left-color:var(--bad)}.Leaky strong{color:var(--bad)}
        .TooFewSongs,.NotTested{border-left-color:var(--open)}.TooFewSongs strong,.NotTested strong{color:var(--open)}
        .scroll{overflow-x:auto;margin:.75rem 0;position:relative}
        .scroll:focus-visible{outline:2px solid var(--s0);outline-offset:2px}
        table{border-collapse:collapse;font-size:.8125rem;font-variant-numeric:tabular-nums}
        caption{padding-bottom:.35rem;position:sticky;left:0;max-width:calc(100vw - 2.5rem)}
        th,td{padding:.25rem .5rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule);unicode-bidi:isolate}
        th,td{vertical-align:top}
        thead th{border-bottom:2px solid var(--soft);vertical-align:bottom;white-space:normal}
        tbody th{font-weight:400}
        .best th,.best td{background:var(--panel);font-weight:600}
        .id{font-family:ui-monospace,monospace;text-align:left}
        .prose,.word{text-align:left}
        .prose{white-space:normal;overflow-wrap:anywhere;min-width:14rem}
        .interval{white-space:normal}.interval span{white-space:nowrap}
        .stacked strong,.stacked span{display:block}.stacked span{font-size:.85em}
        summary{cursor:pointer}
        figure{margin:1.5rem 0;break-inside:avoid}
        figure svg{width:100%;min-width:34rem;max-width:60rem;height:auto;display:block}
        text{fill:var(--soft);font-size:12px;font-family:inherit}
        .grid{stroke:var(--rule)}.frame{stroke:var(--soft)}
        .line{fill:none;stroke-width:2;stroke-linejoin:round}
        .train{stroke-dasharray:5 4;stroke-width:1.3}
        .plain{stroke:var(--soft)}
        .constant{fill:none;stroke:var(--ink);stroke-width:1.3;stroke-dasharray:1.5 3}
        .s0{stroke:var(--s0)}.s1{stroke:var(--s1)}.s2{stroke:var(--s2)}.s3{stroke:var(--s3)}
        .mark{stroke-width:1.5}.mark.s0{fill:var(--s0)}.mark.s1{fill:var(--s1)}.mark.s2{fill:var(--s2)}.mark.s3{fill:var(--s3)}
        .point{fill:var(--s0);fill-opacity:.55;stroke:var(--s0)}
        .cell{fill:none;stroke:var(--rule)}.more{fill:var(--s0)}.less{fill:var(--s1)}
        .chosen{fill:none;stroke:var(--ink);stroke-width:2.5}.in-cell{fill:var(--ink)}
        .ruled{stroke-dasharray:7 3}.ours{stroke-dasharray:2 2}
        .band{fill:var(--soft);fill-opacity:.2;stroke:none}
        .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:1rem 1.5rem;margin:1rem 0}
        .panels figure{margin:0}.panels svg{min-width:0}
        .broken{color:var(--bad);font-weight:600}
        .claim{display:block}.claim.Holds{color:var(--good)}.claim.DoesNotHold{color:var(--bad)}.claim.CannotTell{color:var(--open)}
        q{font-style:italic}
        .box{fill:var(--panel);stroke:var(--soft)}.left-over{fill:none;stroke-dasharray:4 3}
        .head{fill:var(--soft)}
        .name{fill:var(--ink);font-weight:600}
        .flow.later .box{stroke-dasharray:4 3}.flow.later text{fill:var(--soft)}
        .flow.done .box{stroke:var(--good);stroke-width:1.5}.flow.current .box{stroke:var(--s0);stroke-width:3}
        .flow.stopped .box{stroke:var(--bad);stroke-width:3;stroke-dasharray:4 3}
        .legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;font-size:.875rem}
        .legend li{display:flex;align-items:center;gap:.4rem}
        .legend svg{width:40px;height:14px;min-width:0;flex:none}
        @media print{body{font-size:10pt}main{max-width:none;padding:0}table{font-size:7.5pt}th,td{padding:.1rem .3rem}
        .scroll{overflow:visible}tr,.card{break-inside:avoid}figure svg{min-width:0}}

        """;
}
