using Microsoft.Playwright;

namespace PlayCount.Browsing.Bench;

/// <summary>What the browser complains of.</summary>
internal static class Complaints
{
    /// <summary>A list that every complaint about the page is added to from now on.</summary>
    public static List<string> Of(IPage page)
    {
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add(error);
        return complaints;
    }
}
