using System.CommandLine;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Cli;

/// <summary>Shares as they were typed.</summary>
internal sealed record ShareList(IReadOnlyList<double>? Values);

/// <summary>Options that take shares as <c>0.25,0.5</c>.</summary>
internal static class ShareListOption
{
    public static Option<ShareList> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "LIST",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (text.Length > 0 && ShareLists.TryParse(text, out var shares))
                return new ShareList(shares);
            result.AddError($"'{Shown.Shorten(text)}' is no value for {name}: {ShareLists.Right} are.");
            return new ShareList(null);
        },
    };
}
