namespace PlayCount.Experiments.Pages;

/// <summary>A request that cannot be met: the page says one line.</summary>
internal sealed class PageRefusal(int status, string line, Exception? inner = null) : Exception(line, inner)
{
    /// <summary>The status to answer with.</summary>
    public int Status { get; } = status;
}
