using Spectre.Console;
using Spectre.Console.Rendering;

namespace PlayCount.Cli.Progress;

/// <summary>The bar's last column: rate and time left.</summary>
internal sealed class StageRateColumn(StageRate rate) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(rate.RateAndTimeLeft());
}
