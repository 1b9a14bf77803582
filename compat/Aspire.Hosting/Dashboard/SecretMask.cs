using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard;

/// <summary>Tells which variables are not shown: those that hold a secret parameter's value, and those that look like secrets.</summary>
internal sealed partial class SecretMask(IEnumerable<IResource> resources)
{
    private readonly List<ParameterResource> _secrets = [.. resources.OfType<ParameterResource>().Where(parameter => parameter.Secret)];

    public bool Hides(string name, string value) => value.Length > 0
        && (SecretName().IsMatch(name) || SecretValue().IsMatch(value)
            || _secrets.Exists(secret => secret is { HasValue: true, Value.Length: > 0 } && value.Contains(secret.Value)));

    [GeneratedRegex("password|passwd|pwd|secret|token|credential|api_?key|account_?key|private_?key|connectionstring|_headers$",
        RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // A password in an address, or in a connection string.
    [GeneratedRegex(
        "://[^/@\\s]*:[^/@\\s]+@|(password|pwd|accountkey|sharedaccesskey|sharedaccesssignature|sig)\\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex SecretValue();
}
