using System.CommandLine;
using PlayCount.Songs;

namespace PlayCount.Cli;

/// <summary>The option that tells where a service listens.</summary>
internal static class AddressOption
{
    /// <param name="service">What is asked there, for the help.</param>
    /// <param name="example">An address as it would be typed.</param>
    public static Option<Uri> Create(string service, string example) => new("--address")
    {
        Description = $"Where {service} listens, such as {example}",
        HelpName = "URL",
        Required = true,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                && address is { UserInfo: "", PathAndQuery: "/", Fragment: "" })
                return address;

            // A name and password before @ is not repeated.
            var shown = text.Contains('@', StringComparison.Ordinal) ? "The text given" : $"'{Shown.Shorten(text)}'";
            result.AddError($"{shown} is no value for --address: http:// or https://, a host and a port, such as {example}, are.");
            return null;
        },
    };
}
