using System.Globalization;

namespace PlayCount.Experiments.Pages;

/// <summary>Which part of a long list is shown.</summary>
/// <param name="Number">The page, from 1.</param>
/// <param name="Last">The last page, at least 1.</param>
/// <param name="RowsAPage">Rows of a page.</param>
public sealed record Paging(int Number, int Last, int RowsAPage)
{
    /// <summary>The page that <c>?page=</c> asks for, the nearest one that there is.</summary>
    internal static Paging Of(HttpRequest request, int rows, int rowsAPage)
    {
        var last = Math.Max((rows + rowsAPage - 1) / rowsAPage, 1);
        var asked = int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        return new Paging(Math.Clamp(asked, 1, last), last, rowsAPage);
    }

    internal IEnumerable<T> Of<T>(IReadOnlyList<T> all) => all.Skip((Number - 1) * RowsAPage).Take(RowsAPage);
}
