using PlayCount.Browsing.Bench;

// An experiment's pages in Chromium: see README.md.
if (args.Length < 3 || !Uri.TryCreate(args[0], UriKind.Absolute, out var address) || args.Skip(3).Any(field => !field.Contains('=')))
{
    await Console.Error.WriteLineAsync(
        "Usage: dotnet run -c Release --project bench/browser -- ADDRESS EXPERIMENT FOLDER [FIELD=VALUE ...]");
    return 1;
}

var (experiment, folder) = (args[1], Directory.CreateDirectory(args[2]).FullName);
await using var chromium = await Chromium.StartAsync(address);
var looks = new List<Look>();
foreach (var path in ExperimentPages.Of(experiment))
{
    foreach (var view in View.All)
        looks.Add(await chromium.LookAsync(path, view, folder));
}

looks.Add(await chromium.LookWithoutScriptAsync(ExperimentPages.Of(experiment)));
Console.WriteLine("| page | views | axe-core | wider than the window | console |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var page in looks.GroupBy(look => look.Path))
{
    Console.WriteLine($"| `{page.Key}` | {page.Count()} | {page.Sum(look => look.Violations.Count)} | "
        + $"{page.Count(look => look.IsTooWide)} | {page.Sum(look => look.Complaints.Count)} |");
}

Console.WriteLine();
var fields = args.Skip(3).Select(field => field.Split('=', 2)).Select(field => (Name: field[0], Text: field[1])).ToArray();
foreach (var script in fields.Length > 0 ? (bool[])[true, false] : [])
{
    await using var visit = await chromium.VisitAsync(View.All[^1], script);
    var keyboard = new Keyboard(await visit.NewPageAsync());
    await keyboard.StartToReportAsync(experiment, fields);
    Console.WriteLine($"From the first page over the form to the report by keyboard alone, {(script ? "with" : "without")} script: "
        + $"{keyboard.Keys} keys, what was typed into fields not counted.");
}

if (fields.Length == 0)
    Console.WriteLine("No fields given: the way from the form to the report was not gone.");
foreach (var look in looks)
{
    foreach (var line in look.Violations.Concat(look.Complaints))
        Console.WriteLine($"- `{look.Path}`, {look.View}: {line}");
}

return looks.All(look => look is { Violations.Count: 0, IsTooWide: false, Complaints.Count: 0 }) ? 0 : 1;
