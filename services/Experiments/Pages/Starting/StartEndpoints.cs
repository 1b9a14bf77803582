using Microsoft.Extensions.Options;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Pages.Starting;

/// <summary>The form that starts an experiment. What cannot be used is told beside what was typed.</summary>
internal sealed class StartEndpoints(ExperimentDesk desk, PageGuard guard, IOptions<ExperimentOptions> options)
{
    /// <summary>Key of what is wrong with no field in particular.</summary>
    private const string WholeForm = "";

    public Task<IResult> Show(HttpContext context)
    {
        var preset = context.Request.Query["preset"].ToString();
        try
        {
            return Task.FromResult(Page(context, StartForm.Of(preset.Length == 0 ? StudyPreset.All[0] : StudyPreset.Parse(preset)), []));
        }
        catch (ArgumentException e)
        {
            return Task.FromResult(Page(context, StartForm.Of(StudyPreset.All[0]), new() { [WholeForm] = e.Message }));
        }
    }

    public async Task<IResult> StartAsync(HttpContext context)
    {
        var form = await guard.FormAsync(context);
        var typed = StartForm.Fields.ToDictionary(field => field.Name, field => form[field.Name].ToString().Trim());
        var errors = new Dictionary<string, string>();
        var settings = StartForm.Read(typed, errors);
        if (errors.Count > 0)
            return Page(context, typed, errors);
        try
        {
            var id = typed[StartForm.Id];
            var view = await desk.StartAsync(id.Length == 0 ? null : id, RequestedSettings.Read(settings), context.RequestAborted);
            return new SeeOther($"/experiments/{view.Id}");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            errors[FieldOf(e.Message)] = e.Message;
            return Page(context, typed, errors);
        }
    }

    /// <summary>A message about a path begins with its field's name.</summary>
    private static string FieldOf(string message) =>
        StartForm.Fields.FirstOrDefault(field => message.StartsWith($"{field.Name} '", StringComparison.Ordinal))?.Name ?? WholeForm;

    private IResult Page(
        HttpContext context, Dictionary<string, string> typed, Dictionary<string, string> errors) => Rendered.Page<StartPage>(
        new()
        {
            [nameof(StartPage.Groups)] = StartForm.Groups,
            [nameof(StartPage.Typed)] = typed,
            [nameof(StartPage.Errors)] = errors,
            [nameof(StartPage.Roots)] = options.Value.Roots,
            [nameof(StartPage.Token)] = guard.Token(context),
        },
        errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}
