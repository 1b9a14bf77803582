using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace PlayCount.Experiments.Pages;

/// <summary>Stands before every page: sets the headers, checks forms, and turns failures into pages of one clear line.</summary>
internal sealed class PageGuard(IAntiforgery antiforgery, ILogger<PageGuard> log)
{
    /// <summary>All that the pages load comes from here, and nothing in them runs but our one script file.</summary>
    private const string OwnOnly =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private const long MaxFormBytes = 256 << 10;
    private const int MostTooLarge = 4; // times what is accepted: beyond that nobody reads on only to refuse it
    private const int MaxFields = 64;
    private const int MaxFieldBytes = 16 << 10;

    private const string TooOld =
        "The form was too old or came from elsewhere, and nothing was done. Open the page again and send it once more.";

    /// <summary>An endpoint that answers with the result of <paramref name="page"/>, or with a page that says why not.</summary>
    public RequestDelegate Page(Func<HttpContext, Task<IResult>> page) => async context =>
    {
        SetHeaders(context.Response);
        try
        {
            await (await page(context)).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // nobody waits for an answer any more
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var refusal = Of(failure, context);
            context.Response.Clear();
            SetHeaders(context.Response);
            await Rendered.Page<ErrorPage>(
                new() { [nameof(ErrorPage.Status)] = refusal.Status, [nameof(ErrorPage.Line)] = refusal.Message }, refusal.Status)
                .ExecuteAsync(context);
        }
    };

    /// <summary>Reads a form of limited size that our own page sent.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxFileBytes">Largest file in it; 0: it has none.</param>
    /// <exception cref="PageRefusal">It is none, too large, or not from our page.</exception>
    public async Task<IFormCollection> FormAsync(HttpContext context, long maxFileBytes = 0)
    {
        var request = context.Request;
        if (!request.HasFormContentType)
            throw new PageRefusal(StatusCodes.Status415UnsupportedMediaType, "What was sent is no form; use the form of the page.");
        var most = maxFileBytes + MaxFormBytes;
        var isTooLarge = request.ContentLength > most;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = isTooLarge ? MostTooLarge * most : most;
        var limits = new FormOptions
        {
            ValueCountLimit = MaxFields,
            ValueLengthLimit = MaxFieldBytes,
            BufferBodyLengthLimit = MaxFormBytes,
            MultipartBodyLengthLimit = most,
        };
        try
        {
            if (isTooLarge)
            {
                // A sender whose connection is closed before it has sent all may never see why; one that asks first has sent nothing.
                if (request.Headers.Expect.Count == 0)
                    await request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                throw new InvalidDataException($"{request.ContentLength} bytes were sent; at most {most} are right.");
            }

            var form = await request.ReadFormAsync(limits, context.RequestAborted);
            await antiforgery.ValidateRequestAsync(context);
            return form;
        }
        catch (AntiforgeryValidationException e)
        {
            throw new PageRefusal(StatusCodes.Status400BadRequest, TooOld, e);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            throw new PageRefusal(
                StatusCodes.Status413PayloadTooLarge,
                maxFileBytes > 0
                    ? $"The file is larger than {Sizes.Show(maxFileBytes)}, the most that can be uploaded here. "
                        + "Send a shorter or compressed one."
                    : "The form is larger than any that can be used here. Shorten what was typed.",
                e);
        }
    }

    /// <summary>The token that makes a form ours.</summary>
    public FormToken Token(HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new FormToken(tokens.FormFieldName, tokens.RequestToken!);
    }

    private static void SetHeaders(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = OwnOnly;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    private PageRefusal Of(Exception failure, HttpContext context)
    {
        switch (failure)
        {
            case PageRefusal refusal:
                return refusal;
            case BadHttpRequestException bad:
                return new PageRefusal(bad.StatusCode, "The request cannot be read; send it again.");
            default:
                Log.PageFailed(log, context.GetEndpoint()?.DisplayName ?? "", failure);
                return new PageRefusal(
                    StatusCodes.Status500InternalServerError,
                        "The page could not be made. The log of the server says why; try again later.");
        }
    }
}

/// <summary>A form's proof that our own page made it.</summary>
/// <param name="Name">Name of the hidden field.</param>
/// <param name="Value">What it holds.</param>
public sealed record FormToken(string Name, string Value);
